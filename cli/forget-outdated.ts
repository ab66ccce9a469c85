// winback forget --outdated: erases all of whom nothing was heard for longer than the shop keeps anybody.
import type { ContactKey } from '#core/contact';
import type { Customer } from '#core/customer';
import { BadInput } from '#core/errors';
import { sumOf } from '#core/flow/forget';
import { forgetOutdated } from '#core/flow/forget-outdated';
import type { CustomerId } from '#core/ids';
import { isErasable, lastOutdatedDay } from '#core/retention';
import type { Shop } from '#core/shop';
import { type Day, dayOf, type Instant } from '#core/time';
import type { Place } from './at-place.ts';
import type { ErasedHere } from './certificate.ts';
import { certificateFile, writeCertificate } from './certificate-file.ts';
import { type Erasing, eraseMessages, isSure, nothingErased } from './erasing.ts';
import { everyRow } from './every-row.ts';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { idOfOutdated, outdatedCertificateOf, outdatedText } from './outdated-certificate.ts';
import { countedText, countText } from './terminal.ts';

/** As many ids are shown before the question. */
const SHOWN = 5;
const ROWS_PER_WORD = 10_000;

/** `silentSince`: nothing was heard after this day of whoever is outdated. */
type Rule = { readonly at: Instant; readonly silentSince: Day; readonly isErasable: (row: Customer) => boolean };
/** `customers`: the keyed hash of each id; `counted`: their enrollments that reports go on counting. */
type Done = { readonly customers: ContactKey[]; erased: ErasedHere; counted: number };

/**
 * One certificate for all of them. Whoever is heard of between the look and the erasure stays. A fault on the way, or somebody
 * who asks to end it, leaves the rest for the next time, and the certificate of those before.
 */
export async function eraseOutdated(erasing: Erasing): Promise<void> {
  const { place, options, terminal } = erasing;
  const { keepDays, timeZone } = await shopOf(place);
  if (keepDays === undefined)
    throw new BadInput(
      'nobody said how long customers are kept; write it into workflows/shop.yaml, like keep customers: 5 years, and publish it: npx winback publish',
    );
  const at = place.services.clock.now();
  const silentSince = lastOutdatedDay(keepDays, dayOf(at, timeZone));
  const rule: Rule = { at, silentSince, isErasable: (row) => isErasable(row, { keepDays, timeZone }, at) };
  const found = await outdatedIn(erasing, rule);
  if (found.length === 0) {
    terminal.answer({ forgotten: 0, silentSince });
    terminal.say(
      `Nobody in ${place.called} is outdated: of whoever has a date, something was heard after ${silentSince}.`,
    );
    return;
  }
  const some = found.slice(0, SHOWN).join(', ') + (found.length > SHOWN ? ', …' : '');
  const question = `Erase ${countedText(found.length, 'customer')} of whom nothing was heard after ${silentSince} (${some})\nfrom ${place.called} for good? Type ${found.length} to go on: `;
  if (!options.yes && !(await isSure(question, String(found.length)))) return nothingErased(terminal, 0);
  await place.resumeJourneys();
  await eraseAll(erasing, found, rule);
}

/** As all live sequences were published with it: by which of several rules people are erased is nobody's guess. */
async function shopOf(place: Place): Promise<Pick<Shop, 'keepDays' | 'timeZone'>> {
  const [first, ...others] = await place.services.sequences.live();
  if (first === undefined) return place.shop();
  const differing = others.find(({ shop }) => shop.keepDays !== first.shop.keepDays);
  if (differing === undefined) return first.shop;
  throw new BadInput(
    `${first.sequence.name} and ${differing.sequence.name} were published with different lengths of keep customers; publish all sequences anew: npx winback publish`,
  );
}

async function outdatedIn({ place, terminal }: Erasing, rule: Rule): Promise<readonly CustomerId[]> {
  const found: CustomerId[] = [];
  let seen = 0;
  for await (const row of everyRow(place.services.customers, terminal)) {
    if (rule.isErasable(row)) found.push(row.customerId);
    seen += 1;
    if (seen % ROWS_PER_WORD === 0) terminal.progress(`looking: ${countText(seen)} customers`);
  }
  return found;
}

async function eraseAll(erasing: Erasing, found: readonly CustomerId[], rule: Rule): Promise<void> {
  const { place, options, terminal } = erasing;
  // Once everything is erased, it is too late to find that the certificate cannot be written.
  const file = await certificateFile(options.out, idOfOutdated(rule.at));
  const done: Done = { customers: [], erased: NOTHING, counted: 0 };
  let left = found.length;
  try {
    left = await eraseEach(erasing, found, rule, done);
  } finally {
    const { customers } = done;
    if (customers.length === 0) await file.drop();
    else {
      const certificate = outdatedCertificateOf({ ...rule, ...done, stage: options.stage });
      const written = await writeCertificate(file, certificate, terminal);
      terminal.answer({ forgotten: customers.length, left, certificate: written ?? null, ...certificate });
      terminal.say(outdatedText(certificate, { called: place.called, file: written }));
    }
  }
  if (left > 0) {
    terminal.note(`Ended before its end: ${countedText(left, 'customer')} left. Run it again.`);
    process.exitCode = ANSWER_IS_NO;
  }
  if (done.customers.length > 0) return;
  terminal.answer({ forgotten: 0, left, silentSince: rule.silentSince });
  if (left === 0) terminal.say('Nobody was erased: of all of them something was heard meanwhile.');
}

/** Answers how many it did not come to. Ctrl-C ends it behind the customer at hand; a second one ends it at once. */
async function eraseEach(
  { place, terminal }: Erasing,
  found: readonly CustomerId[],
  rule: Rule,
  done: Done,
): Promise<number> {
  const services = { ...place.services, contacts: await place.contacts() };
  const ending = new AbortController();
  const end = () => ending.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, end);
  try {
    for (const [index, customerId] of found.entries()) {
      if (ending.signal.aborted) return found.length - index;
      const answer = await forgetOutdated(services, customerId, rule.isErasable).catch((fault: unknown) => {
        terminal.note(
          `It broke off at customer ${customerId}; if they are gone, forget ${customerId} erases what is left.`,
        );
        throw fault;
      });
      if (answer.status === 'kept') continue;
      done.customers.push(answer.key);
      done.counted += answer.counted;
      done.erased = sumOf(done.erased, { ...answer.erased, messages: await eraseMessages(place, customerId) });
      const count = `${countText(done.customers.length)} of ${countText(found.length)}`;
      terminal.progress(`erased ${count}`, done.customers.length / found.length);
    }
    return 0;
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}

const NOTHING: ErasedHere = { customers: 0, enrollments: 0, facts: 0, consents: 0, codes: 0, contacts: 0, messages: 0 };
