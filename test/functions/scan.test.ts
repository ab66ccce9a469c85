import { describe, expect, test } from 'vitest';
import { createHandler as createPlanHandler } from '../../functions/plan.ts';
import { createHandler } from '../../functions/scan.ts';
import { aCustomer, aPublishedFile } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld } from '../support/door-world.ts';
import { aBatch, aContext } from '../support/lambda-events.ts';

const FIFTEEN_MINUTES_MS = 900_000;
const TOO_LITTLE_MS = 20_000;
/** More rows than stand on one page of the store in memory. */
const MANY = 1_001;
const log = captureLog();

describe('the schedule', () => {
  test('plans one task for every part of the customers', async () => {
    const world = await aDoorWorld();
    const plan = createPlanHandler(() => ({ work: world.services.work, segments: 3 }));
    expect(await plan({ plan: true }, aContext())).toEqual({ status: 'planned', segments: 3 });
    expect(world.scans).toEqual([
      { segment: 0, segments: 3 },
      { segment: 1, segments: 3 },
      { segment: 2, segments: 3 },
    ]);
  });

  test('plans nothing when it says something else', async () => {
    const world = await aDoorWorld();
    const plan = createPlanHandler(() => ({ work: world.services.work, segments: 3 }));
    await expect(plan({ report: true }, aContext())).rejects.toMatchObject({ name: 'BadInput' });
    expect(world.scans).toEqual([]);
  });
});

describe('a scan task', () => {
  test('puts the dormant customers of its part on the enroll queue', async () => {
    const recent = { order: { first: '2026-06-01', last: '2026-06-28', count: 1, spent: 100 } };
    const world = await aDoorWorld(aCustomer(), aCustomer({ customerId: 'c2', activity: recent }));
    const batch = aBatch({ segment: 0, segments: 1 });
    expect(await createHandler(() => world.services)(batch, aContext(FIFTEEN_MINUTES_MS))).toEqual({
      batchItemFailures: [],
    });
    expect(world.enrolls).toEqual([{ customerId: 'c1', sequence: 'gentle', version: 1 }]);
    expect(world.scans).toEqual([]);
  });

  test('that runs out of time hands the rest over, and no customer is lost between the two', async () => {
    const customers = Array.from({ length: MANY }, (_, number) => aCustomer({ customerId: `c${number}` }));
    const world = await aDoorWorld(...customers);
    const handler = createHandler(() => world.services);
    await handler(aBatch({ segment: 0, segments: 1 }), aContext(TOO_LITTLE_MS));
    expect(world.scans).toEqual([{ segment: 0, segments: 1, after: expect.any(String) }]);
    expect(world.enrolls.length).toBeLessThan(MANY);
    await handler(aBatch(world.scans[0]), aContext(FIFTEEN_MINUTES_MS));
    expect(world.scans).toHaveLength(1);
    expect(new Set(world.enrolls.map(({ customerId }) => customerId)).size).toBe(MANY);
  });

  test('calls, at the end of the last part, those whose turn it is in a sequence that takes in so many a day', async () => {
    const silentSince = (last: string) => ({ order: { first: '2025-01-10', last, count: 1, spent: 100 } });
    const days = ['2026-03-03', '2026-03-01', '2026-03-02'];
    const world = await aDoorWorld(
      ...days.map((day, number) => aCustomer({ customerId: `c${number}`, activity: silentSince(day) })),
    );
    const sequence = { holdout: '0%', 'limit per day': { customers: 2 } };
    await world.services.sequences.publish(aPublishedFile({ sequence }));
    const handler = createHandler(() => world.services);
    await handler(aBatch({ segment: 1, segments: 2 }), aContext(FIFTEEN_MINUTES_MS));
    expect(world.enrolls).toEqual([]);
    await handler(aBatch({ segment: 0, segments: 2 }), aContext(FIFTEEN_MINUTES_MS));
    expect(world.enrolls).toEqual([
      { customerId: 'c1', sequence: 'gentle', version: 2 },
      { customerId: 'c2', sequence: 'gentle', version: 2 },
    ]);
    expect(log.lines()).toContainEqual(expect.objectContaining({ segment: 0, rows: 2, putForward: 2, called: 2 }));
  });

  test('goes on past a row that cannot be read, and the log names its ids', async () => {
    const { services, enrolls } = await aDoorWorld();
    const page = async () => ({ items: [aCustomer()], broken: [{ customerId: 'c9' }] });
    const handler = createHandler(() => ({ ...services, customers: { ...services.customers, page } }));
    expect(await handler(aBatch({ segment: 0, segments: 1 }), aContext())).toEqual({ batchItemFailures: [] });
    expect(enrolls).toHaveLength(1);
    expect(log.lines()).toContainEqual(expect.objectContaining({ level: 'ERROR', ids: { customerId: 'c9' } }));
  });

  test.each([
    { segment: 3, segments: 3 },
    { segment: -1, segments: 3 },
    { segment: 0, segments: 0 },
    { segment: 0 },
    { segment: 0, segments: 1, after: '' },
  ])('like %j fails', async (task) => {
    const world = await aDoorWorld(aCustomer());
    const answer = await createHandler(() => world.services)(aBatch(task), aContext());
    expect(answer.batchItemFailures).toHaveLength(1);
    expect(world.enrolls).toEqual([]);
  });
});
