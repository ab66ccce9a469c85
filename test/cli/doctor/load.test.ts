import { describe, expect, test } from 'vitest';
import { SequenceSchema } from '#core/sequence';
import { loadOf } from '../../../cli/doctor/load.ts';
import { aPublishedFile } from '../../support/builders.ts';

describe('the load of a stage', () => {
  // `gentle`: an email, 4 days, an SMS, 7 days, an email, 14 days until it closes.
  const gentle = SequenceSchema.parse(aPublishedFile().sequence);
  const long = SequenceSchema.parse(
    aPublishedFile({
      sequence: { name: 'long', touches: [{ id: 'one', channel: 'sms', message: 'm' }], 'close after': '100 days' },
    }).sequence,
  );

  test('is what its longest and its busiest sequence make of a day', () => {
    expect(loadOf([gentle, long], { enrollmentsPerDay: 10, timeScale: 1 })).toEqual({
      enrollmentsPerDay: 10,
      emailsPerDay: 20,
      smsPerDay: 10,
      openJourneys: 1_000,
    });
  });

  test('shrinks with the time scale, as journeys do, but not in messages', () => {
    expect(loadOf([gentle], { enrollmentsPerDay: 100, timeScale: 1_440 })).toMatchObject({
      emailsPerDay: 200,
      openJourneys: 2,
    });
  });

  test('of no sequence is nothing', () => {
    expect(loadOf([], { enrollmentsPerDay: 100, timeScale: 1 })).toMatchObject({ emailsPerDay: 0, openJourneys: 0 });
  });
});
