// Which sequences text when the law of the US lets nobody be texted? Nothing is wrong with their files, so it is a note and no problem.
import { isAmericanZone } from '#core/law/area-codes';
import { SMS_QUIET_HOURS } from '#core/law/sms-quiet-hours';
import { type PublishedFile, SequenceSchema, touchesBy } from '#core/sequence';
import { ShopSchema } from '#core/shop';

/** Of shops that seem to be American, each sequence whose SMS would all be skipped; what state laws say is for each customer. */
export function nightSmsIn(published: readonly PublishedFile[]): readonly string[] {
  const federal = SMS_QUIET_HOURS.find(({ place }) => place === 'US')?.hours[0];
  if (federal === undefined) return [];
  return published.flatMap(({ sequence, shop }) => {
    const { name, send, touches } = SequenceSchema.parse(sequence);
    const { currency, locale, timeZone } = ShopSchema.parse(shop);
    const isAmerican = currency === 'USD' || locale.endsWith('-US') || isAmericanZone(timeZone);
    const isOpen = send.from < federal.to && send.to > federal.from;
    if (!isAmerican || isOpen || touchesBy('sms', { touches }).length === 0) return [];
    const allowed = `the law allows ${federal.from} to ${federal.to}`;
    return [
      `${name} sends between ${send.from} and ${send.to} on the customer's own clock: no US number can be texted in this window (docs/sms-law.md), and its SMS would be skipped. If customers there are meant, widen send: between; ${allowed}, some states less.`,
    ];
  });
}
