import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '../support/winback-command.ts';

let place: Workplace;
const mended: (() => Promise<void>)[] = [];
beforeAll(async () => {
  place = await aWorkplace();
});
afterEach(async () => {
  for (const putBack of mended.splice(0)) await putBack();
});
afterAll(() => place.leave());

test('the plan that the project comes with is fit to be published', async () => {
  expect(await place.run('check')).toEqual({
    code: 0,
    out: 'Fit to be published: 2 sequences (gentle-90, valued-365), 7 messages and the state machine.\n',
    err: '',
  });
});

test('one file is checked for itself, with what it uses', async () => {
  const [sequence, shop] = await Promise.all([
    place.run('check', 'workflows/sequences/gentle-90.yaml', '--json'),
    place.run('check', 'workflows/shop.yaml'),
  ]);
  expect(JSON.parse(sequence.out)).toMatchObject({ ok: true, sequences: ['gentle-90'], problems: [] });
  expect(shop).toEqual({ code: 0, out: 'Fit to be published: workflows/shop.yaml.\n', err: '' });
});

test('a file that is not there is bad input, and never fit to be published', async () => {
  const { code, out, err } = await place.run('check', 'workflows/sequences/gentel-90.yaml');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^workflows\/sequences\/gentel-90\.yaml: there is no such file; /);
});

test('sequences that want the same customers are noted on stderr, by publish too, and are fit all the same', async () => {
  const VALUED = 'workflows/sequences/valued-365.yaml';
  mended.push(await place.change(VALUED, 'after: 1 year, until: 18 months', 'after: 200 days, until: 18 months'));
  const note =
    'gentle-90 and valued-365 both take customers who are silent for 200 to 364 days: whoever comes to the end of one enters the other at once. If that is not meant, end gentle-90 where valued-365 begins (until: 200 days), or give them segments that share nobody.';
  const checked = await place.run('check', '--json');
  expect({ code: checked.code, err: checked.err }).toEqual({ code: 0, err: `Note: ${note}\n` });
  expect(JSON.parse(checked.out)).toMatchObject({ ok: true, problems: [], notes: [note] });
  await place.write('orders.csv', 'customer_id,ordered_on,amount\nA1,2025-11-20,40\n');
  expect((await place.run('import', '--orders', 'orders.csv', '--data', 'noted')).code).toBe(0);
  const published = await place.run('publish', '--data', 'noted', '--sequence', 'gentle-90');
  expect({ code: published.code, err: published.err }).toEqual({ code: 0, err: `Note: ${note}\n` });
});

describe('a plan with mistakes', () => {
  const GENTLE = 'workflows/sequences/gentle-90.yaml';
  async function makeMistakes(): Promise<void> {
    mended.push(
      await place.change(GENTLE, 'holdout: 10%', 'holdot: 10%'),
      await place.change('workflows/sequences/valued-365.yaml', 'message: good-to-see-you', 'message: good-to-see-yuo'),
      await place.change('workflows/messages/thank-you/email.txt', 'customer.first_name', 'customer.frist_name'),
    );
  }
  const problems = [
    {
      file: GENTLE,
      line: 9,
      column: 1,
      problem: 'unknown field "holdot"; did you mean "holdout"?',
      fix: 'write: holdout: 10%',
    },
    {
      file: 'workflows/sequences/valued-365.yaml',
      line: 17,
      column: 66,
      problem: 'there is no message "good-to-see-yuo"; did you mean "good-to-see-you"?',
      fix: 'write: message: good-to-see-you',
    },
  ];

  test('check says file, line, column, what is wrong and how it is mended, and answers no', async () => {
    await makeMistakes();
    const [people, scripts] = await Promise.all([place.run('check'), place.run('check', '--json')]);
    expect([people.code, scripts.code]).toEqual([1, 1]);
    expect([people.err, scripts.err]).toEqual(['', '']);
    const answer = JSON.parse(scripts.out);
    expect(answer).toMatchObject({ ok: false, problems: expect.arrayContaining(problems) });
    expect(answer.problems).toHaveLength(3);
    for (const { file, line, column, problem, fix } of answer.problems) {
      expect(people.out).toContain(`${file}:${line}:${column}: ${problem}\n    ${fix}`);
    }
    expect(people.out).toMatch(
      /^workflows\/messages\/thank-you\/email\.txt:\d+:\d+: unknown name "customer\.frist_name"/m,
    );
    expect(people.out).toMatch(/\n3 problems\. Nothing is published until they are mended\.\n$/);
  });

  test('run refuses it with the same words, and writes nothing', async () => {
    await makeMistakes();
    await place.write('orders.csv', 'customer_id,ordered_on,amount\nA1,2025-11-20,40\n');
    const played = ['--orders', 'orders.csv', '--as-of', '2026-02-19', '--days', '1', '--journal', 'journal.jsonl'];
    const { code, out, err } = await place.run('run', ...played, '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    for (const { file, line, column, problem } of problems)
      expect(err).toContain(`${file}:${line}:${column}: ${problem}`);
    expect(err).toContain('Nothing was done.');
    await expect(place.read('journal.jsonl')).rejects.toThrow('ENOENT');
    await expect(place.read('.winback/run/world.json')).rejects.toThrow('ENOENT');
  });
});
