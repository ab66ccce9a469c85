// What `winback check` says of a broken state machine: what, in which line, and what to do.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkJourney } from '#workflows/check-journey';

const TEXT = readFileSync('workflows/journey.asl.json', 'utf8');

/** A place of the file that the stack fills in. */
const slot = (name: string) => `\${${name}}`;

function check(written: string, instead: string) {
  if (!TEXT.includes(written)) throw new TypeError(`the file has no ${written}`);
  const problems = checkJourney({ file: 'workflows/journey.asl.json', text: TEXT.replace(written, () => instead) });
  const marked = TEXT.slice(0, TEXT.indexOf(written)).split('\n').length;
  return { problems, marked };
}

describe('the check of the state machine', () => {
  it('finds nothing in the file as it is', () => {
    expect(checkJourney({ file: 'workflows/journey.asl.json', text: TEXT })).toEqual([]);
  });

  it.each([
    { written: '"BackoffRate": 2,', instead: '"BackoffRate": 2x,', says: 'this is not JSON' },
    { written: '"IntervalSeconds": 2,', instead: '"IntervalSeconds": soon,', says: "Unexpected token 's'" },
    { written: '"IntervalSeconds": 2,', instead: '"IntervalSeconds": 2,,', says: 'this is not JSON' },
    { written: '"End": true', instead: '"End": true, "End": true', says: 'this field is written twice' },
    { written: '"Task"', instead: '"Parallel"', says: 'does not implement state type Parallel' },
    { written: '"End": true', instead: '"End": true, "Assign": {}', says: 'does not implement Assign' },
    { written: '$ceil', instead: '$now', says: 'uses $now, which the local runner does not implement' },
    { written: '"SQS.SdkClientException"', instead: '"States.Timeout"', says: 'Retry names States.Timeout' },
    { written: '"SQS.SdkClientException"', instead: '"Replan"', says: 'Retry names Replan' },
    { written: slot('TouchQueueUrl'), instead: slot('TouchQueue'), says: `nobody fills in ${slot('TouchQueue')}` },
  ])('points at the line of $instead', ({ written, instead, says }) => {
    const { problems, marked } = check(written, instead);
    expect(problems[0]).toMatchObject({ file: 'workflows/journey.asl.json', line: marked });
    expect(problems[0]?.problem).toContain(says);
    expect(problems[0]?.fix).not.toBe('');
  });

  it('misses a queue that the stack fills in and the file does not use', () => {
    const { problems } = check(slot('ParkedQueueUrl'), 'https://queue.example');
    expect(problems.map(({ problem }) => problem)).toEqual([`${slot('ParkedQueueUrl')} is not used`]);
  });

  it('finds the end of a file that was cut off', () => {
    const problems = checkJourney({ file: 'workflows/journey.asl.json', text: '{\n  "States": {' });
    expect(problems).toMatchObject([{ line: 2, problem: expect.stringContaining('not JSON') }]);
  });
});
