// winback forget --outdated: erases all of whom nothing was heard for longer than the shop keeps anybody.
import type { ContactKey } from '#core/contact';
import type { Customer } from '#core/customer';
import { BadInput } from '#core/errors';
import type { Erased } from '#core/flow/forget';
import { forgetOutdated } from '#core/flow/forget-outdated';
import type { CustomerId } from '#core/ids';
import { isOutdated } from '#core/retention';
import { type Day, dayOf, type Instant, plusDays } from '#core/time';
import { certificateFile, writeCertificate } from './certificate-file.ts';
import { type Erasing, eraseMessages, isSure, nothingErased } from './erasing.ts';
import { everyRow } from './every-row.ts';
import { idOfOutdated, outdatedCertificateOf, outdatedText } from './outdated-certificate.ts';
import { countedText, countText } from './terminal.ts';

/** As many ids are shown before the question. */
const SHOWN = 5;
const ROWS_PER_WORD = 10_000;

/** `silentSince`: nothing was heard after this day of whoever is too old. */
type Rule = { readonly silentSince: Day; readonly isTooOld: (row: Customer) => boolean };

/**
 * One certificate for all of them. Whoever is heard of between the look and the erasure stays. A fault on the way leaves the
 * rest for the next time, and the certificate of those before it.
 */
export async function eraseOutdated(erasing: Erasing): Promise<void> {
  const { place, options, terminal } = erasing;
  const { called, services } = place;
  const { keepDays, timeZone } = await place.shop();
  if (keepDays === undefined)
    throw new BadInput(
      'nobody said how long customers are kept; write it into workflows/shop.yaml, like keep customers: 5 years',
    );
  const now = services.clock.now();
  const today = dayOf(now, timeZone);
  const rule: Rule = {
    silentSince: plusDays(today, -keepDays - 1),
    isTooOld: (row) => isOutdated(row, { keepDays, timeZone }, { now, today }),
  };
  const found = await outdatedIn(erasing, rule);
  if (found.length === 0) {
    terminal.answer({ forgotten: 0, silentSince: rule.silentSince });
    terminal.say(`There is nobody in ${called} of whom nothing was heard after ${rule.silentSince}.`);
    return;
  }
  const some = found.slice(0, SHOWN).join(', ') + (found.length > SHOWN ? ', …' : '');
  const question = `Erase ${countedText(found.length, 'customer')} of whom nothing was heard after ${rule.silentSince} (${some})\nfrom ${called} for good? Type ${found.length} to go on: `;
  if (!options.yes && !(await isSure(question, String(found.length)))) return nothingErased(terminal);
  await eraseAll(erasing, { found, rule, at: now });
}

async function outdatedIn({ place, terminal }: Erasing, { isTooOld }: Rule): Promise<readonly CustomerId[]> {
  const found: CustomerId[] = [];
  let seen = 0;
  for await (const row of everyRow(place.services.customers, terminal)) {
    if (isTooOld(row)) found.push(row.customerId);
    seen += 1;
    if (seen % ROWS_PER_WORD === 0) terminal.progress(`looking: ${countText(seen)} customers`);
  }
  return found;
}

async function eraseAll(
  { place, options, terminal }: Erasing,
  { found, rule, at }: { readonly found: readonly CustomerId[]; readonly rule: Rule; readonly at: Instant },
): Promise<void> {
  const contacts = await place.contacts();
  // Once everything is erased, it is too late to find that the certificate cannot be written.
  const file = await certificateFile(options.out, idOfOutdated(at));
  const customers: ContactKey[] = [];
  let erased = NOTHING;
  try {
    for (const customerId of found) {
      const answer = await forgetOutdated({ ...place.services, contacts }, customerId, rule.isTooOld);
      if (answer.status === 'kept') continue;
      customers.push(answer.key);
      erased = sumOf(erased, { ...answer.erased, messages: await eraseMessages(place, customerId) });
      const share = customers.length / found.length;
      terminal.progress(`erased ${countText(customers.length)} of ${countText(found.length)}`, share);
    }
  } finally {
    if (customers.length === 0) await file.drop();
    else {
      const { silentSince } = rule;
      const certificate = outdatedCertificateOf({ at, stage: options.stage, silentSince, customers, erased });
      const written = await writeCertificate(file, certificate, terminal);
      terminal.answer({ forgotten: customers.length, certificate: written ?? null, ...certificate });
      terminal.say(outdatedText(certificate, { called: place.called, file: written }));
    }
  }
  if (customers.length > 0) return;
  terminal.answer({ forgotten: 0, silentSince: rule.silentSince });
  terminal.say('Nobody was erased: of all of them something was heard meanwhile.');
}

type Deeds = Erased & { readonly messages: number };
const NOTHING: Deeds = { customers: 0, enrollments: 0, facts: 0, consents: 0, codes: 0, contacts: 0, messages: 0 };

function sumOf(one: Deeds, other: Deeds): Deeds {
  return {
    customers: one.customers + other.customers,
    enrollments: one.enrollments + other.enrollments,
    facts: one.facts + other.facts,
    consents: one.consents + other.consents,
    codes: one.codes + other.codes,
    contacts: one.contacts + other.contacts,
    messages: one.messages + other.messages,
  };
}
