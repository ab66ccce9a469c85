// Whatever is heard, in any order, twice, and with processes that die: what a customer said is what stands.
import { expect, test } from 'vitest';
import { consentKey, consentRecordsOf } from '#core/consent';
import type { Customer } from '#core/customer';
import { customerAfter } from '#core/customer-after';
import { addressedTo, type Heard, isOfContact } from '#core/heard';
import { saysNo } from '#core/response';
import { TimeZoneSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';
import { everyStory as everyStoryOf, HOUSEMATE, KEY, storyOfWords } from '../support/stories.ts';

const everyStory = (law: Parameters<typeof everyStoryOf>[0]) => everyStoryOf(law, storyOfWords);
const NEW_YORK = TimeZoneSchema.parse('America/New_York');

/** What a customer said, as the row has it. Whether a bounce too many was one, the journal decides. */
function wordsIn({ consent, suppression, declined = {}, chosen = {}, pausedUntil, pausedAt, away }: Customer) {
  const bans = Object.entries(suppression).filter(([, ban]) => ban?.because !== 'soft bounces');
  return { consent, bans: Object.fromEntries(bans), declined, chosen, pausedUntil, pausedAt, away };
}

/** The row that all of it makes, told once and in order. */
function rowOf(heard: readonly Heard[]): Customer {
  const responses = heard.map((one) => (isOfContact(one) ? addressedTo(one.said, KEY.customerId) : one));
  return responses.reduce<Customer>((row, one) => customerAfter(row, one, NEW_YORK) ?? row, aCustomer());
}

test('consent, suppression, topics, pause and answer are those of all that was heard', () =>
  everyStory(async ({ stores, heard, faults }) => {
    expect(faults).toEqual([]);
    const row = await stores.customers.get(KEY.customerId);
    expect(row && wordsIn(row)).toEqual(wordsIn(rowOf(heard)));
  }));

test('a no belongs to the address, whoever has it; a yes to whoever gave it', () =>
  everyStory(async ({ stores, heard }) => {
    const housemate = await stores.customers.get(HOUSEMATE.customerId);
    if (housemate === undefined) throw new Error('nobody was forgotten');
    const theirs = rowOf(heard.filter((one) => isOfContact(one) || saysNo(one)));
    expect(housemate.consent).toEqual(theirs.consent);
    expect(wordsIn(housemate).bans).toEqual(wordsIn(theirs).bans);
  }));

test('every yes and every no is proven, once', () =>
  everyStory(async ({ stores, heard }) => {
    const proof = await stores.consents.ofCustomer(KEY.customerId);
    const said = heard.map((one) => (isOfContact(one) ? addressedTo(one.said, KEY.customerId) : one));
    const expected = said.flatMap((one) => consentRecordsOf(one, one.at)).map(consentKey);
    expect(proof.map(consentKey)).toEqual(expected.sort());
  }));

test('every response is a fact once, and an open or a delivery never changes the row', () =>
  everyStory(async ({ stores, heard }) => {
    const facts = (await stores.journal.ofCustomer(KEY.customerId)).filter(({ kind }) => kind === 'response');
    const ids = facts.map(({ ref }) => ref);
    expect(new Set(ids).size).toBe(ids.length);
    const kept = heard.map((one) => (isOfContact(one) ? one.said : one)).filter(({ kind }) => kind !== 'sent');
    expect(ids).toEqual(expect.arrayContaining(kept.map(({ responseId }) => responseId)));
  }));

test('an answer is counted where the message asked, the newest one', () =>
  everyStory(async ({ stores, heard }) => {
    const enrollment = await stores.enrollments.get(KEY);
    const isAsked = heard.some((one) => !isOfContact(one) && one.kind === 'answered');
    const away = isAsked ? rowOf(heard).away : undefined;
    expect(enrollment?.away).toEqual(away);
  }));
