import { expect, test, vi } from 'vitest';
import { TryAgain } from '#core/errors';
import type { Services } from '#core/ports';
import { TimeZoneSchema } from '#core/time';
import { createHandler as createCloseHandler } from '../../functions/close.ts';
import { createHandler as createEnrollHandler } from '../../functions/enroll.ts';
import { createHandler as createFitHandler } from '../../functions/fit.ts';
import { createHandler as createGatherHandler } from '../../functions/gather.ts';
import { createHandler as createImportHandler } from '../../functions/import.ts';
import { createHandler as createReportHandler } from '../../functions/report.ts';
import { createHandler as createRespondHandler } from '../../functions/respond.ts';
import { createHandler as createScanHandler } from '../../functions/scan.ts';
import { createHandler as createTouchHandler } from '../../functions/touch.ts';
import { aCustomer } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld, type DoorWorld } from '../support/door-world.ts';
import { aBatch, aContext, anExecutionEvent, anSmsEvent, aSesEvent } from '../support/lambda-events.ts';

const log = captureLog();
const MARKED = {
  firstName: 'Zephyrine',
  lastName: 'Quackenbush',
  email: 'zephyrine@quackenbush.example',
  phone: '+12025550187',
};
const TRACES = /zephyrine|quackenbush|2025550187/i;
const KEY = { name: 'gentle_c1_20260402', customerId: 'c1' };

/** A fault as providers and stores throw it: with what they were given in the message and in the stack. */
function aTalkativeFault(): Error {
  const text = `cannot serve ${MARKED.email} (${MARKED.firstName} ${MARKED.lastName}, ${MARKED.phone})`;
  return Object.assign(new Error(`${text}\n    at ${MARKED.email}:1:1`, { cause: new Error(text) }), { input: text });
}

/** Every door once, on good input, on input that cannot be read, and on input that quotes the customer. */
async function runAllDoors({ services, touches, enrolls }: DoorWorld): Promise<string[]> {
  const world = () => services;
  const thrown: string[] = [];
  const keep = (fault: unknown) => {
    const { name, message, stack } = fault as Error;
    thrown.push(`${name} ${message} ${stack} ${JSON.stringify(fault)}`);
  };
  const quoting = [MARKED.email, { ...MARKED }, { customerId: MARKED.email, [MARKED.email]: MARKED.phone }];
  await createScanHandler(world)(aBatch({ segment: 0, segments: 1 }, ...quoting), aContext());
  await createEnrollHandler(world)(aBatch(...enrolls, ...quoting), aContext());
  await createTouchHandler(world)(aBatch(...touches, ...quoting), aContext());
  const to = MARKED.email;
  const mailbox = [
    aSesEvent('Email Bounced', {}, { to }),
    aSesEvent('Email Clicked', { click: { timestamp: to, link: `https://x.example/?to=${to}` } }, { to }),
    anSmsEvent('TEXT_DELIVERED', { destinationPhoneNumber: MARKED.phone, eventTimestamp: MARKED.phone }),
    aSesEvent('Email Sent', { send: {} }, { to }),
    anSmsEvent('TEXT_SENT', { destinationPhoneNumber: MARKED.phone }),
  ];
  await createRespondHandler(world)(aBatch(...mailbox, ...quoting), aContext());
  const profile = { ...MARKED, customerId: 'c1', consentSource: MARKED.email, fields: { note: MARKED.phone } };
  const known = { customerId: 'c1', activities: [], profile };
  await createImportHandler(world)(aBatch({ customers: [known] }, { customers: [profile] }, ...quoting), aContext());
  const uploads = {
    read: async () => {
      throw aTalkativeFault();
    },
    tell: async () => {},
  };
  const imports = { put: async () => ({ customers: 0, tooLarge: [] }) };
  const upload = { detail: { object: { key: 'imports/orders/november.csv' } } };
  await createGatherHandler(() => ({ clock: services.clock, uploads, imports }))(
    aBatch(upload, ...quoting),
    aContext(),
  );
  await createCloseHandler(world)(anExecutionEvent('FAILED', { ...KEY, input: MARKED.email }), aContext()).catch(keep);
  await createCloseHandler(world)(anExecutionEvent('FAILED', KEY), aContext()).catch(keep);
  await createReportHandler(world)({ report: MARKED.email }, aContext()).catch(keep);
  await createReportHandler(world)({ report: true }, aContext()).catch(keep);
  const fitting = createFitHandler(() => ({ ...services, timeZone: TimeZoneSchema.parse('America/New_York') }));
  await fitting({ fit: MARKED.email }, aContext()).catch(keep);
  await fitting({ fit: true }, aContext()).catch(keep);
  return thrown;
}

test('a run leaves no address, number or name in the log, although its message has them', async () => {
  const world = await aDoorWorld(aCustomer(MARKED));
  const thrown = await runAllDoors(world);
  expect(JSON.stringify(world.outbox)).toMatch(TRACES);
  expect(log.lines().length).toBeGreaterThan(10);
  expect(log.text()).not.toMatch(TRACES);
  expect(thrown.join()).not.toMatch(TRACES);
});

test('nor does a run in which provider and stores fail with talkative faults', async () => {
  const world = await aDoorWorld(aCustomer(MARKED));
  await createScanHandler(() => world.services)(aBatch({ segment: 0, segments: 1 }), aContext());
  await createEnrollHandler(() => world.services)(aBatch(...world.enrolls), aContext());
  world.answerWith(aTalkativeFault());
  const failing = async (): Promise<never> => {
    throw aTalkativeFault();
  };
  const passing = async (): Promise<never> => {
    throw new TryAgain('the store is busy; deliver this again', { cause: aTalkativeFault() });
  };
  const services: Services = {
    ...world.services,
    customers: { ...world.services.customers, page: failing, save: passing },
    enrollments: { ...world.services.enrollments, page: failing, save: failing },
    journal: { ...world.services.journal, record: failing },
  };
  const thrown = await runAllDoors({ ...world, services });
  expect(thrown.length).toBeGreaterThan(2);
  expect(log.text()).toContain('an unexpected Error');
  expect(log.text()).not.toMatch(TRACES);
  expect(thrown.join()).not.toMatch(TRACES);
});

test('an environment that asks to log events gets none', async () => {
  vi.stubEnv('POWERTOOLS_LOGGER_LOG_EVENT', 'true');
  vi.resetModules();
  const { createHandler } = await import('../../functions/touch.ts');
  const world = await aDoorWorld(aCustomer(MARKED));
  await createHandler(() => world.services)(aBatch({ ...MARKED }), aContext());
  vi.unstubAllEnvs();
  expect(log.lines().length).toBeGreaterThan(0);
  expect(log.text()).not.toMatch(TRACES);
});
