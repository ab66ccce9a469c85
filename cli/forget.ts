// winback forget: erases a customer everywhere, keeps a no by hash alone, and leaves a certificate of it; or all who are outdated.
import type { Command } from 'commander';
import type { Contact } from '#core/contact';
import { BadInput } from '#core/errors';
import { forget, forgetContact } from '#core/flow/forget';
import { forgottenAt } from '#core/flow/forgotten';
import type { CustomerId } from '#core/ids';
import { addPlaceOptions, atPlace } from './at-place.ts';
import { type Certificate, certificateOf, certificateText, idOfCertificate, type Occasion } from './certificate.ts';
import { certificateFile, writeCertificate } from './certificate-file.ts';
import { type Erasing, type ErasingOptions, eraseMessages, isSure, nothingErased } from './erasing.ts';
import { eraseOutdated } from './forget-outdated.ts';
import { createTerminal } from './terminal.ts';
import { addWhom, contactWords, dayOfInstant, found, tellUnknown, type WhomOptions, whomOf } from './whom.ts';

type Options = ErasingOptions & WhomOptions & { readonly outdated: boolean };

export function addForget(program: Command): void {
  const command = addWhom(
    program
      .command('forget')
      .description(
        'erase a customer everywhere, running journeys included; only a hash stays, so that nobody writes again. Or all who are outdated',
      ),
  )
    .option('--outdated', 'instead: all of whom nothing was heard for longer than `keep customers` of shop.yaml', false)
    .option('--yes', 'do not ask first', false)
    .option('--out <file>', 'where the certificate goes (default: forgotten-<date>-….json here)');
  addPlaceOptions(command, 'erase from')
    .option('--json', 'print one JSON object', false)
    .action(async (customer: string | undefined, options: Options) => {
      const whom = options.outdated ? 'outdated' : whomOf(customer, options);
      if (whom === 'outdated' && (customer ?? options.email ?? options.phone) !== undefined)
        throw new BadInput('whom is this about? Give a customer or --outdated, not both');
      if (!options.yes && !process.stdin.isTTY)
        throw new BadInput('forgetting cannot be undone, and nobody is here to ask; add --yes');
      const terminal = createTerminal(options.json);
      await atPlace(options, { create: false, terminal }, async (place) => {
        const erasing = { place, options, terminal };
        if (whom === 'outdated') return eraseOutdated(erasing);
        const customerId = await found(place, whom, terminal, (contact) => eraseContact(erasing, contact));
        if (customerId !== undefined) await eraseCustomer(erasing, customerId);
      });
    });
}

async function eraseCustomer({ place, options, terminal }: Erasing, customerId: CustomerId): Promise<void> {
  const { called, services } = place;
  const question = `Erase customer ${customerId} from ${called} for good? Type the id to go on: `;
  if (!options.yes && !(await isSure(question, customerId))) return nothingErased(terminal, false);
  const contacts = await place.contacts();
  const at = services.clock.now();
  const hash = contacts.keyOf({ kind: 'customer', address: customerId });
  // Once everything is erased, it is too late to find that the certificate cannot be written.
  const file = await certificateFile(options.out, idOfCertificate({ at, hash }));
  const occasion: Occasion = { at, stage: options.stage, hash };
  let certificate: Certificate;
  try {
    await place.resumeJourneys();
    const answer = await forget({ ...services, contacts }, customerId);
    const messages = await eraseMessages(place, customerId);
    if (answer.status === 'unknown') {
      const since = await forgottenAt({ contacts }, customerId);
      if (since === undefined) {
        await file.drop();
        return tellUnknown(place, customerId, terminal);
      }
      certificate = certificateOf({ ...occasion, forgottenAt: since, erased: null, hashesKept: null });
    } else {
      const erased = { ...answer.erased, messages };
      certificate = certificateOf({ ...occasion, forgottenAt: at, erased, hashesKept: answer.kept.length });
    }
  } catch (fault) {
    await file.drop();
    throw fault;
  }
  const written = await writeCertificate(file, certificate, terminal);
  const forgottenBefore = certificate.erased === null;
  terminal.answer({ forgotten: true, forgottenBefore, certificate: written ?? null, ...certificate });
  terminal.say(certificateText(certificate, { whom: `Customer ${customerId}`, called, file: written }));
}

/** Somebody who is no customer asks not to be written to: there is nothing to erase, and the no is kept. */
async function eraseContact({ place, options, terminal }: Erasing, contact: Contact): Promise<void> {
  const { called, messages } = contactWords(contact);
  const question = `Nobody in ${place.called} has this ${called}. Keep a no to ${messages} for it? Type yes to go on: `;
  if (!options.yes && !(await isSure(question, 'yes'))) return nothingErased(terminal, false);
  const contacts = await place.contacts();
  const at = place.services.clock.now();
  const file = await certificateFile(options.out, idOfCertificate({ at, hash: contacts.keyOf(contact) }));
  let certificate: Certificate;
  try {
    const hash = await forgetContact({ ...place.services, contacts }, contact);
    certificate = certificateOf({ at, stage: options.stage, hash, forgottenAt: at, erased: null, hashesKept: 1 });
  } catch (fault) {
    await file.drop();
    throw fault;
  }
  const written = await writeCertificate(file, certificate, terminal);
  terminal.answer({ forgotten: true, found: false, certificate: written ?? null, ...certificate });
  terminal.say(
    `Nobody in ${place.called} has this ${called}: there was nothing to erase. On ${dayOfInstant(at)} a no to ${messages} was\nkept under its keyed hash: whoever comes with this ${called} later is not written to.${written === undefined ? '' : `\n\nThe certificate is ${written}. It names nobody; keep it with the request.`}`,
  );
}
