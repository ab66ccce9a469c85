import { expect, test } from 'vitest';
import { ENROLL_NAMES, nameOf, RESPOND_NAMES, TOUCH_NAMES } from '../../../functions/runtime/answer-names.ts';

test.each([
  [{ status: 'sent', channel: 'sms' }, 'sent_sms'],
  [{ status: 'closed', outcome: 'optedOut' }, 'closed_optedOut'],
  [{ status: 'stopped', because: 'cameBack' }, 'stopped_cameBack'],
  [{ status: 'duplicate' }, 'duplicate'],
])('%j is called %s', (answer, name) => {
  expect(nameOf(answer)).toBe(name);
});

test('every name fits into the pattern of a metric filter', () => {
  for (const name of [...TOUCH_NAMES, ...RESPOND_NAMES, ...ENROLL_NAMES]) expect(name).toMatch(/^[A-Za-z0-9_]+$/);
});
