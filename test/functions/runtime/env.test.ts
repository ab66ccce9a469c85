import { describe, expect, test } from 'vitest';
import { BadInput } from '#core/errors';
import { type DoorName, readEnv, VARIABLES } from '../../../functions/runtime/env.ts';
import { ENV } from '../../support/door-env.ts';

const DOORS = Object.keys(VARIABLES) as DoorName[];

function messageOf(door: DoorName, env: Readonly<Record<string, string | undefined>>): string {
  try {
    readEnv(door, env);
  } catch (fault) {
    expect(fault).toBeInstanceOf(BadInput);
    return (fault as BadInput).message;
  }
  return 'accepted';
}

/** A stage without SMS sets neither. */
const SMS = ['SMS_CONFIGURATION_SET', 'SMS_ORIGINATION_IDENTITY'];
/** A shop without kinds of activity of its own sets none. */
const OPTIONAL = [...SMS, 'ACTIVITIES'];
const needed = (door: DoorName) => Object.keys(VARIABLES[door].shape).filter((name) => !OPTIONAL.includes(name));

describe.each(DOORS)('the %s function', (door) => {
  test('starts when everything is set', () => {
    expect(messageOf(door, ENV)).toBe('accepted');
  });

  test.each(needed(door))('cannot start without %s, and says what it should be', (name) => {
    expect(messageOf(door, { ...ENV, [name]: undefined })).toMatch(
      new RegExp(`^the ${door} function cannot start: ${name} is missing \\(expected .{10,}\\)`),
    );
    expect(messageOf(door, { ...ENV, [name]: '' })).toContain(`${name} is wrong (expected `);
  });
});

test('all that is missing is named at once', () => {
  const message = messageOf('scan', {});
  for (const name of Object.keys(VARIABLES.scan.shape)) expect(message).toContain(`${name} is missing`);
});

test('a stage without SMS starts', () => {
  const { SMS_CONFIGURATION_SET: _set, SMS_ORIGINATION_IDENTITY: _origin, ...withoutSms } = ENV;
  expect(messageOf('touch', withoutSms)).toBe('accepted');
});

test.each(SMS)('a stage with SMS but for %s does not start', (left) => {
  const env = Object.fromEntries(Object.entries(ENV).filter(([name]) => name !== left));
  expect(messageOf('touch', env)).toMatch(
    new RegExp(`^the touch function cannot start: ${left} is missing \\(expected a value, or none of`),
  );
});

test('the function that plans needs the queue of the scan and the number of parts, and nothing else', () => {
  const { SCAN_QUEUE_URL, SEGMENTS } = ENV;
  expect(readEnv('plan', { SCAN_QUEUE_URL, SEGMENTS })).toEqual({ SCAN_QUEUE_URL, SEGMENTS: 16 });
});

test.each([
  ['touch', 'LINKS_SECRET_ARN', 'a-secret-that-somebody-put-here-as-it-is'],
  ['receive', 'RESPONSES_SECRET_ARN', 'a-secret-that-somebody-put-here-as-it-is'],
  ['unsubscribe', 'RESPONSES_QUEUE_URL', 'winback-responses'],
  ['touch', 'LINKS_BASE_URL', 'http://links.shop.example'],
  ['touch', 'TIME_SCALE', '0.5'],
  ['touch', 'TIME_SCALE', 'fast'],
  ['touch', 'STATE_MACHINE_ARN', 'winback-journey'],
  ['plan', 'SEGMENTS', '0'],
  ['plan', 'SEGMENTS', '2.5'],
  ['plan', 'SEGMENTS', '1000001'],
  ['scan', 'SCAN_QUEUE_URL', 'winback-scan'],
  ['fit', 'TIME_ZONE', 'Europe/Atlantis'],
  ['gather', 'CURRENCY', 'dollars'],
  ['gather', 'ACTIVITIES', 'store visit'],
] as const)('the %s function does not take %s=%s, and does not repeat it', (door, name, value) => {
  const message = messageOf(door, { ...ENV, [name]: value });
  expect(message).toContain(`${name} is wrong`);
  expect(message).not.toContain(`"${value}"`);
  expect(message.replaceAll(/expected [^)]*/g, '')).not.toContain(value);
});

test('numbers are numbers inside', () => {
  expect(readEnv('plan', ENV).SEGMENTS).toBe(16);
  expect(readEnv('touch', { ...ENV, TIME_SCALE: '86400' }).TIME_SCALE).toBe(86_400);
});

test("the shop's own kinds of activity are a list inside, and a shop without any starts", () => {
  expect(readEnv('gather', ENV).ACTIVITIES).toEqual(['store-visit', 'tasting']);
  const { ACTIVITIES: _own, ...without } = ENV;
  expect(readEnv('gather', without)).not.toHaveProperty('ACTIVITIES');
});
