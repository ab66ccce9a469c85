// Whose is an address, and what was said about writing to it? In DynamoDB, under its keyed hash: one item for each.
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answerOf, everyRow, parseRow, type RawRow, type StoreOptions, writeAnswerOf } from '#adapters/aws/table';
import { type Channel, ChannelSchema } from '#core/channel';
import {
  type ContactKey,
  type Contacts,
  type ContactWord,
  ContactWordSchema,
  contactKeyOf,
  withWord,
} from '#core/contact';
import { TryAgain } from '#core/errors';
import { type CustomerId, CustomerIdSchema } from '#core/ids';

const CUSTOMER = 'customer#';
const WORD = 'word#';
/** Words about one contact come one at a time; more races than this in one go are a storm, and the queue waits. */
const MOST_RACES = 8;

const WordRowSchema = ContactWordSchema.extend({ version: z.int().positive() });
const customerEntry = (customerId: CustomerId) => `${CUSTOMER}${customerId}`;
const wordEntry = (channel: Channel) => `${WORD}${channel}`;

export type ContactsOptions = StoreOptions & {
  /** The key of the hashes: for ever the same, or nothing that is kept would be found again. */
  readonly secret: string;
};

/** The port `Contacts` on DynamoDB. A row that cannot be read is BrokenRecord; a throttle is TryAgain. No fault names a contact. */
export function createDynamoContacts({ client, table, secret }: ContactsOptions): Contacts {
  async function wordAt(contact: ContactKey, channel: Channel): Promise<z.infer<typeof WordRowSchema> | undefined> {
    const Key = { contact, entry: wordEntry(channel) };
    const request = new GetCommand({ TableName: table, Key, ConsistentRead: true });
    const { Item } = await answerOf(table, { contact }, client.send(request));
    return Item === undefined ? undefined : parseRow(WordRowSchema, Item, table, { contact });
  }

  function customerIn(row: RawRow, contact: ContactKey): CustomerId {
    return parseRow(CustomerIdSchema, String(row.entry).slice(CUSTOMER.length), table, { contact });
  }

  function wordIn(row: RawRow, contact: ContactKey): [Channel, ContactWord] {
    const channel = parseRow(ChannelSchema, String(row.entry).slice(WORD.length), table, { contact });
    return [channel, parseRow(ContactWordSchema, row, table, { contact })];
  }

  return {
    keyOf: (hidden) => contactKeyOf(hidden, secret),
    async read(contact) {
      const rows = await everyRow((ExclusiveStartKey) => {
        const request = new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'contact = :contact',
          ExpressionAttributeValues: { ':contact': contact },
          ConsistentRead: true,
          ExclusiveStartKey,
        });
        return answerOf(table, { contact }, client.send(request));
      });
      const begun = (prefix: string) => rows.filter(({ entry }) => String(entry).startsWith(prefix));
      return {
        customers: begun(CUSTOMER).map((row) => customerIn(row, contact)),
        words: Object.fromEntries(begun(WORD).map((row) => wordIn(row, contact))),
      };
    },
    async link(contact, customerId) {
      const Item = { contact, entry: customerEntry(customerId) };
      await answerOf(table, { customerId }, client.send(new PutCommand({ TableName: table, Item })));
    },
    async unlink(contact, customerId) {
      const Key = { contact, entry: customerEntry(customerId) };
      await answerOf(table, { customerId }, client.send(new DeleteCommand({ TableName: table, Key })));
    },
    async say(contact, channel, word) {
      for (let race = 0; race < MOST_RACES; race += 1) {
        const known = await wordAt(contact, channel);
        const next = withWord(known, word);
        // A word that is not news leaves what stands there as it is, to the very objects.
        if (next.consent === known?.consent && next.suppression === known?.suppression) return;
        const version = (known?.version ?? 0) + 1;
        const request = new PutCommand({
          TableName: table,
          Item: { contact, entry: wordEntry(channel), ...next, version },
          ...(known === undefined
            ? { ConditionExpression: 'attribute_not_exists(entry)' }
            : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': known.version } }),
        });
        if ((await writeAnswerOf(table, { contact }, client.send(request))).status === 'written') return;
      }
      throw new TryAgain(`others spoke about a contact ${MOST_RACES} times in a row; deliver this again`, {
        ids: { contact },
      });
    },
  };
}
