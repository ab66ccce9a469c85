import { describe, expect, test } from 'vitest';
import { readStage, STAGES } from '../../infra/stages.ts';

const FIT = {
  data: 'delete',
  email: { identity: 'shop.example.com', perSecond: 10, accountPerSecond: 14 },
  expected: { customers: 1_000, enrollmentsPerDay: 10 },
};

/** What is said of a stage called prod with these settings. */
function problemsOf(settings: unknown): string {
  try {
    readStage('prod', { prod: settings });
  } catch (fault) {
    return (fault as Error).message;
  }
  return 'nothing';
}

describe('a stage', () => {
  test.each(Object.keys(STAGES))('%s, as it is shipped, can be read', (name) => {
    expect(readStage(name).name).toBe(name);
  });

  test('without a sender identity is refused, and told what is needed', () => {
    const { email: _, ...without } = FIT;
    expect(problemsOf(without)).toContain(
      'prod.email: a sender identity is needed: email: { identity, perSecond, accountPerSecond }',
    );
    expect(problemsOf({ ...FIT, email: { perSecond: 1, accountPerSecond: 1 } })).toContain(
      'prod.email.identity: expected a domain such as shop.example.com, or one address',
    );
  });

  test('that would send faster than its account may is refused with both numbers', () => {
    expect(problemsOf({ ...FIT, email: { ...FIT.email, perSecond: 15 } })).toBe(
      'infra/stages.ts: the stage prod cannot be deployed:\n' +
        '  prod.email.perSecond: 15 emails a second are more than the 14 that SES allows this account; lower it, or ask AWS for more and then raise accountPerSecond',
    );
  });

  test('with a misspelt setting is refused by its name', () => {
    expect(problemsOf({ ...FIT, timescale: 2 })).toContain('timescale');
  });

  test('that would stretch time is refused', () => {
    expect(problemsOf({ ...FIT, timeScale: 0.5 })).toContain('prod.timeScale: durations are divided by this');
  });

  test('with an origination that is no ARN part is refused, because its permission could not be given', () => {
    expect(problemsOf({ ...FIT, sms: { origination: '+15125550100' } })).toContain('prod.sms.origination: expected');
  });

  test('with an address for links that is not encrypted is refused', () => {
    expect(problemsOf({ ...FIT, linksBaseUrl: 'http://links.shop.example.com' })).toContain(
      'expected an https address',
    );
  });

  test('that nobody has written down is refused with the nearest name', () => {
    expect(() => readStage('prd')).toThrow(
      'there is no stage "prd"; did you mean "prod"? (infra/stages.ts has dev, staging, prod)',
    );
    expect(() => readStage('constructor')).toThrow('there is no stage "constructor"');
  });

  test('has a name that AWS takes everywhere', () => {
    expect(() => readStage('My stage', { 'My stage': FIT })).toThrow('a stage is called like "prod"');
  });
});
