import { describe, expect, test } from 'vitest';
import { BadInput } from '#core/errors';
import { awsFaultText } from '../../cli/aws-faults.ts';

const SECRET = 'ada@customer.example';
const fault = (name: string, more: object = {}) =>
  Object.assign(new Error(`it was about ${SECRET}`), { name, ...more });

describe('a fault of AWS is said in our own words', () => {
  test.each([
    ['CredentialsProviderError', {}, 'there are no AWS credentials to work with; sign in'],
    ['ExpiredTokenException', { $fault: 'client' }, 'the AWS credentials have expired; sign in'],
    ['UnrecognizedClientException', { $fault: 'client' }, 'AWS does not accept these credentials; sign in'],
    ['MissingAuthenticationToken', { $fault: 'client' }, 'AWS does not accept these credentials; sign in'],
    ['IncompleteSignature', { $fault: 'client' }, 'AWS does not accept these credentials; sign in'],
    ['AccessDeniedException', { $fault: 'client' }, 'these AWS credentials lack a permission'],
    ['RequestTimeTooSkewed', { $fault: 'client' }, 'the clock of this machine is wrong'],
    ['InternalFailure', { $fault: 'server' }, 'AWS did not do what was asked (InternalFailure); try again'],
    ['SyntaxError', { $response: {} }, 'AWS did not do what was asked (SyntaxError); try again'],
    ['Error', { code: 'ENOTFOUND' }, 'AWS cannot be reached (ENOTFOUND); check the network'],
    ['TimeoutError', {}, 'AWS cannot be reached (TimeoutError); check the network'],
  ])('%s', (name, more, words) => {
    const said = awsFaultText(fault(name, more));
    expect(said?.slice(0, words.length)).toBe(words);
    expect(said).not.toContain(SECRET);
  });

  test.each(['Region is missing', 'Region not accepted: region="" is not a valid hostname component.'])(
    '%s',
    (words) => {
      expect(awsFaultText(new Error(words))).toMatch(/^no AWS region is set.*AWS_REGION/);
    },
  );
});

test.each([
  ['a mistake of ours', new TypeError('x is not a function')],
  ['a fault with our own words', new BadInput('this is no customer id')],
  ['a fault about a file', fault('Error', { code: 'ENOENT', path: 'orders.csv' })],
  ['a fault of the command line', fault('CommanderError', { code: 'commander.help' })],
  ['what is no error at all', 'ENOTFOUND'],
])('%s is none of AWS', (_what, other) => {
  expect(awsFaultText(other)).toBeUndefined();
});
