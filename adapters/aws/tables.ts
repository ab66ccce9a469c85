// Which tables are there, and what are their keys? Plain data: the stores, the local world and the stack read it.
type KeyAttribute = { readonly name: string; readonly type: 'S' | 'N' };
/** The partition key, then perhaps the sort key. */
export type TableKeys = readonly [KeyAttribute] | readonly [KeyAttribute, KeyAttribute];
type TableShape = {
  readonly keys: TableKeys;
  /** The attribute with the second since 1970 after which DynamoDB may delete a row. */
  readonly expires?: string;
};

/** The tables by the last word of their names. */
export const TABLES = {
  customers: { keys: [{ name: 'customerId', type: 'S' }] },
  enrollments: {
    keys: [
      { name: 'customerId', type: 'S' },
      { name: 'enrollmentId', type: 'S' },
    ],
  },
  journal: {
    keys: [
      { name: 'customerId', type: 'S' },
      { name: 'factKey', type: 'S' },
    ],
    expires: 'expiresAt',
  },
  sequences: {
    keys: [
      { name: 'name', type: 'S' },
      { name: 'version', type: 'N' },
    ],
  },
  // One key, `code#…` or `budget#…`: a checkout knows a code and nothing else, and a budget is one counter.
  incentives: { keys: [{ name: 'id', type: 'S' }] },
  figures: {
    keys: [
      { name: 'sequence', type: 'S' },
      { name: 'version', type: 'N' },
    ],
  },
  // What was learned of the shop: one name, ever newer versions.
  models: {
    keys: [
      { name: 'name', type: 'S' },
      { name: 'version', type: 'N' },
    ],
  },
  // Who stands in line for a sequence on a day, and how many are in: nobody asks after it the day after.
  intake: {
    keys: [
      { name: 'id', type: 'S' },
      { name: 'place', type: 'S' },
    ],
    expires: 'expiresAt',
  },
  // Under the keyed hash of an address or a number: who has it, and what was said about writing to it.
  contacts: {
    keys: [
      { name: 'contact', type: 'S' },
      { name: 'entry', type: 'S' },
    ],
  },
  // The proof of every yes and every no.
  consents: {
    keys: [
      { name: 'customerId', type: 'S' },
      { name: 'consentKey', type: 'S' },
    ],
  },
  // Requests from outside, by which a second one is known.
  receipts: { keys: [{ name: 'id', type: 'S' }], expires: 'expiresAt' },
  // Mails and complaints of each day, and when there were too many.
  reputation: {
    keys: [
      { name: 'day', type: 'S' },
      { name: 'entry', type: 'S' },
    ],
    expires: 'expiresAt',
  },
} as const satisfies Readonly<Record<string, TableShape>>;
export type TableName = keyof typeof TABLES;

/** The full names of all tables of a stage, e.g. `winback-customers`. */
export function tableNames(prefix: string): Readonly<Record<TableName, string>> {
  const names = Object.keys(TABLES).map((name) => [name, `${prefix}-${name}`]);
  // Object.fromEntries forgets the keys' type.
  return Object.fromEntries(names) as Record<TableName, string>;
}
