// What is left in writing of an erasure: that it was done, what is kept and why, what still expires; nothing of the person.
import type { ContactKey } from '#core/contact';
import type { Erased } from '#core/flow/forget';
import type { Instant } from '#core/time';
import { countedText } from './terminal.ts';

/** Digits of the hash in a name: enough to tell the certificates of one day apart. */
const SHORT = 12;

/** Of whom, when and where; `hash` is the keyed hash of the customer's id, or of a contact that nobody has. */
export type Occasion = { readonly at: Instant; readonly stage: string | undefined; readonly hash: ContactKey };
/** `messages`: those that lay in the inbox and the phone of a local world. */
export type ErasedHere = Erased & { readonly messages: number };
type Facts = Occasion & {
  readonly forgottenAt: Instant;
  readonly erased: ErasedHere | null;
  readonly hashesKept: number | null;
};
type Expiring = { readonly what: string; readonly holds: string; readonly until: string };
export type Remainder = {
  readonly stillExpires: readonly Expiring[];
  readonly yoursToDelete: readonly string[];
  readonly notOurs: readonly string[];
};
type Heading<Format extends string> = {
  readonly format: Format;
  readonly version: 1;
  readonly id: string;
  readonly at: Instant;
  readonly place: string;
};
export type Certificate = Remainder &
  Heading<'winback erasure certificate'> & {
    /** When the person was forgotten: before `at` where this is a second certificate. */
    readonly forgottenAt: Instant;
    /** The keyed hash of the id, or of the contact that nobody had: whoever has the key and that can tell whose it is. */
    readonly customer: ContactKey;
    /** How much of what; null where nothing was left to erase. */
    readonly erased: Facts['erased'];
    /** `hashes`: null where an earlier run kept them, and its certificate counts them. */
    readonly kept: { readonly hashes: number | null; readonly why: string };
  };

const WHY =
  'keyed hashes of the id and of each contact, each with a no: so that nobody writes to this person again, also after their details were imported anew (GDPR Art. 17(3)(b) and 21(3))';

/** As infra/ sets it up: point-in-time recovery, the life of executions, uploads, queues and logs. */
const IN_A_STAGE: readonly Expiring[] = [
  { what: 'backups of the tables', holds: 'everything that was erased', until: 'within 35 days' },
  { what: 'uploaded files, if the person stood in one', holds: 'their rows', until: 'within 14 days of the upload' },
  {
    what: 'messages of the queues, dead letters among them',
    holds: 'ids; rows on the import queue',
    until: 'within 14 days',
  },
  { what: 'histories of executions', holds: 'ids', until: 'within 90 days of their end' },
  { what: 'logs', holds: 'ids', until: 'when the stage drops its logs (logDays in infra/stages.ts)' },
  { what: 'the line of the day', holds: 'ids', until: 'within 4 days' },
];
const FILES = [
  'journals and reports that were written to files: ids',
  'exports of whoever was erased, rejected rows and the files that were imported: what they hold',
  'previews that were made for them, and messages that were saved',
];
const AFTER_AN_IMPORT = {
  asked: 'an import of the same person makes a row again, which is not mailed',
  outdated: 'an import of the same people makes them customers again',
};
const PROVIDERS = 'the providers of email and SMS: what was sent, and their own lists of addresses not to write to';

/** The certificate of an erasure that was done, now or before. */
export function certificateOf({ at, stage, hash, forgottenAt, erased, hashesKept }: Facts): Certificate {
  return {
    ...headingOf('winback erasure certificate', { at, stage }, idOfCertificate({ at, hash })),
    forgottenAt,
    customer: hash,
    erased,
    kept: { hashes: hashesKept, why: WHY },
    ...remainderOf(stage, 'asked'),
  };
}

/** What every certificate of ours begins with. */
export function headingOf<Format extends string>(
  format: Format,
  { at, stage }: Pick<Occasion, 'at' | 'stage'>,
  id: string,
): Heading<Format> {
  return { format, version: 1, id, at, place: stage === undefined ? 'a local world' : `stage ${stage}` };
}

/** What no erasure reaches at once, or at all. Only whoever asked to be forgotten has said no to all that may come. */
export function remainderOf(stage: string | undefined, why: keyof typeof AFTER_AN_IMPORT): Remainder {
  const shop = `the shop and whatever exports to us: ${AFTER_AN_IMPORT[why]}`;
  return { stillExpires: stage === undefined ? [] : IN_A_STAGE, yoursToDelete: FILES, notOurs: [shop, PROVIDERS] };
}

/** What a certificate is called, and the file that it goes to unless told. */
export function idOfCertificate({ at, hash }: Pick<Occasion, 'at' | 'hash'>): string {
  return `forgotten-${at.slice(0, 10)}-${hash.slice(hash.indexOf('.') + 1).slice(0, SHORT)}`;
}

type About = { readonly whom: string; readonly called: string; readonly file: string | undefined };

/** The same for whoever typed the command, who knows whom it is about. */
export function certificateText(certificate: Certificate, { whom, called, file }: About): string {
  return [...deedLines(certificate, whom, called), '', remainderText(certificate, file)].join('\n');
}

/** What is still there, for people, and where the certificate is. */
export function remainderText({ stillExpires, yoursToDelete, notOurs }: Remainder, file: string | undefined): string {
  return [
    ...(stillExpires.length === 0 ? [] : ['Still there until it expires by itself:']),
    ...stillExpires.map(({ what, holds, until }) => `  ${what} (${holds}): ${until}`),
    'Files that you must delete yourself, if there are any:',
    ...yoursToDelete.map((one) => `  ${one}`),
    'Not in our hands:',
    ...notOurs.map((one) => `  ${one}`),
    ...(file === undefined ? [] : ['', `The certificate is ${file}. It names nobody; keep it.`]),
  ].join('\n');
}

/** How much was erased beside the rows. */
export function erasedText(erased: Omit<ErasedHere, 'customers'>): string {
  const counts = [
    countedText(erased.enrollments, 'enrollment'),
    countedText(erased.facts, 'fact of the journal', 'facts of the journal'),
    countedText(erased.consents, 'record of consent', 'records of consent'),
    countedText(erased.codes, 'code'),
    countedText(erased.contacts, 'contact'),
    countedText(erased.messages, 'message'),
  ];
  return `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}`;
}

function deedLines({ erased, kept, forgottenAt }: Certificate, whom: string, called: string): string[] {
  if (erased === null)
    return [
      `${whom} was forgotten in ${called} before, on ${forgottenAt.slice(0, 10)}: nothing was left to erase. What was erased is counted\nin the certificate of that day, if it was written.`,
      'Kept: keyed hashes that say no, and nothing else.',
    ];
  return [
    `${whom} is forgotten in ${called}: the row, ${erasedText(erased)}.`,
    `Kept: ${countedText(kept.hashes ?? 0, 'keyed hash', 'keyed hashes')} that say no, and nothing else.`,
  ];
}
