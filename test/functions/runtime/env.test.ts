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

describe.each(DOORS)('the %s function', (door) => {
  test('starts when everything is set', () => {
    expect(messageOf(door, ENV)).toBe('accepted');
  });

  test.each(Object.keys(VARIABLES[door].shape))('cannot start without %s, and says what it should be', (name) => {
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

test.each([
  ['touch', 'LINKS_SECRET', 'too-short-and-yet-a-secret'],
  ['touch', 'LINKS_BASE_URL', 'http://links.shop.example'],
  ['touch', 'TIME_SCALE', '0.5'],
  ['touch', 'TIME_SCALE', 'fast'],
  ['touch', 'STATE_MACHINE_ARN', 'winback-journey'],
  ['scan', 'SEGMENTS', '0'],
  ['scan', 'SEGMENTS', '2.5'],
  ['scan', 'SEGMENTS', '1000001'],
  ['scan', 'SCAN_QUEUE_URL', 'winback-scan'],
] as const)('the %s function does not take %s=%s, and does not repeat it', (door, name, value) => {
  const message = messageOf(door, { ...ENV, [name]: value });
  expect(message).toContain(`${name} is wrong`);
  expect(message).not.toContain(`"${value}"`);
  expect(message.replaceAll(/expected [^)]*/g, '')).not.toContain(value);
});

test('numbers are numbers inside', () => {
  expect(readEnv('scan', ENV).SEGMENTS).toBe(16);
  expect(readEnv('touch', { ...ENV, TIME_SCALE: '86400' }).TIME_SCALE).toBe(86_400);
});
