import { expect, test } from 'vitest';
import { arrivals } from '../../functions/runtime/arrival.ts';
import { templateOf } from '../support/synthesised.ts';

test('what the rule of the bus lets through is what the function behind the queue understands', async () => {
  const rules = Object.values((await templateOf()).findResources('AWS::Events::Rule'));
  const fromBus = rules.filter(({ Properties }) => Properties.EventBusName !== undefined);
  expect(fromBus).toHaveLength(1);
  for (const type of fromBus.flatMap(({ Properties }) => Properties.EventPattern['detail-type'])) {
    const detail = { kind: 'visit', responseId: 'v1', customerId: 'c1', at: '2026-07-01T14:00:00.000Z' };
    const event = { source: 'shop.checkout', 'detail-type': type, detail };
    expect(arrivals.safeParse(event).data).toMatchObject({ status: 'heard', heard: { kind: 'visit' } });
  }
});
