import { expect, test } from 'vitest';
import { checkWorkflows } from '#workflows/load';
import { nightSmsIn } from '#workflows/night-sms';
import { aPublishedFile } from '../support/builders.ts';

const american = aPublishedFile();
const french = { ...american.shop, currency: 'EUR', locale: 'fr-FR', 'time zone': 'Europe/Paris' };
const between = (hours: string, file = american) =>
  nightSmsIn([{ ...file, sequence: { ...file.sequence, send: { between: hours } } }]);

test('CMP-22: texts at hours at which nobody in the US may be texted are noted, and what to do', () => {
  expect(between('21:00-23:00')).toEqual([
    "gentle sends between 21:00 and 23:00 on the customer's own clock: no US number can be texted in this window (docs/sms-law.md), and its SMS would be skipped. If customers there are meant, widen send: between; the law allows 08:00 to 21:00, some states less.",
  ]);
  expect(between('05:00-08:00')).toHaveLength(1);
});

test('one hour in common is enough', () => {
  expect(between('20:00-23:00')).toEqual([]);
  expect(between('05:00-09:00')).toEqual([]);
});

test('emails know no hours, and a shop elsewhere is not told of American law', () => {
  const touches = american.sequence.touches.filter(({ channel }) => channel === 'email');
  expect(between('21:00-23:00', { ...american, sequence: { ...american.sequence, touches } })).toEqual([]);
  expect(between('21:00-23:00', { ...american, shop: french })).toEqual([]);
});

test('a shop is American by its money, its locale or its clock', () => {
  for (const one of [{ currency: 'USD' }, { locale: 'en-US' }, { 'time zone': 'America/Chicago' }])
    expect(between('21:00-23:00', { ...american, shop: { ...french, ...one } })).toHaveLength(1);
});

test('the plan of this repository needs no such note', async () => {
  expect((await checkWorkflows('workflows')).notes.filter((note) => note.includes('US number'))).toEqual([]);
});
