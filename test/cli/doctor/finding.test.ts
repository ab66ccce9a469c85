import { describe, expect, test } from 'vitest';
import { judge, numberText, ok, unknown } from '../../../cli/doctor/finding.ts';

describe('what could not be looked at is unknown, with the reason and the next move', () => {
  test.each([
    [
      { status: 'denied', permission: 'ses:GetAccount' },
      'AWS did not let us look: ses:GetAccount is not allowed',
      'allow ses:GetAccount to whoever runs the doctor',
    ],
    [
      { status: 'rejected', fault: 'ExpiredToken' },
      'AWS did not accept the credentials (ExpiredToken)',
      'sign in again: aws sso login',
    ],
    [
      { status: 'clock', fault: 'RequestTimeTooSkewed' },
      'AWS refuses the time of this machine (RequestTimeTooSkewed)',
      'set its clock, then look again',
    ],
    [
      { status: 'silent', who: 'DNS', fault: 'ESERVFAIL' },
      'DNS did not answer (ESERVFAIL)',
      'look again, perhaps from another network',
    ],
    [
      { status: 'silent', who: 'AWS', fault: 'TimeoutError' },
      'AWS did not answer (TimeoutError)',
      'look again; if it stays silent: does this region have the service?',
    ],
    [
      { status: 'failed', fault: 'InternalFailure' },
      'AWS gave an answer that says nothing (InternalFailure)',
      'look again in a minute',
    ],
  ] as const)('%j', (unseen, found, todo) => {
    expect(unknown(unseen)).toEqual({ status: 'unknown', found, todo });
    expect(judge(unseen, () => ok('never asked'))).toEqual(unknown(unseen));
  });

  test('what was seen is judged', () => {
    expect(judge({ status: 'seen', value: 3 }, (value) => ok(`${value} of them`))).toEqual(ok('3 of them'));
  });
});

test.each([
  [1_000_000, '1,000,000'],
  [0.5, '0.5'],
  [14.3, '14'],
])('%d is written %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});
