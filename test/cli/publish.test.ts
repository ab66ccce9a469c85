import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '../support/winback-command.ts';

let place: Workplace;
beforeAll(async () => {
  place = await aWorkplace();
  await place.write('orders.csv', 'customer_id,ordered_on,amount\nA1,2025-11-20,40\n');
});
afterAll(() => place.leave());

/** A local world of its own, with the plan as it is published in it. */
async function aWorld(folder: string): Promise<readonly string[]> {
  expect((await place.run('import', '--orders', 'orders.csv', '--data', folder)).code).toBe(0);
  return ['publish', '--data', folder];
}

test('what has changed becomes the next version, what has not stays', async () => {
  const publish = await aWorld('changed');
  const mend = await place.change('workflows/sequences/gentle-90.yaml', 'holdout: 10%', 'holdout: 20%');
  const dry = await place.run(...publish, '--dry-run');
  const first = await place.run(...publish);
  const second = await place.run(...publish, '--json');
  await mend();
  expect(dry).toEqual({
    code: 0,
    out: 'gentle-90: would become version 2\nvalued-365: unchanged (version 1 is live)\nNothing was published (--dry-run).\n',
    err: '',
  });
  expect(first).toEqual({
    code: 0,
    out: 'gentle-90: version 2 published\nvalued-365: unchanged (version 1 is live)\n',
    err: '',
  });
  expect(JSON.parse(second.out)).toEqual({
    place: 'changed',
    dryRun: false,
    sequences: [
      { sequence: 'gentle-90', status: 'unchanged', version: 2 },
      { sequence: 'valued-365', status: 'unchanged', version: 1 },
    ],
    withoutFile: [],
  });
});

test('--sequence publishes one; one that has no file is bad input', async () => {
  const publish = await aWorld('one');
  const one = await place.run(...publish, '--sequence', 'valued-365');
  const none = await place.run(...publish, '--sequence', 'valued-366');
  expect(one).toEqual({ code: 0, out: 'valued-365: unchanged (version 1 is live)\n', err: '' });
  expect({ code: none.code, out: none.out }).toEqual({ code: 2, out: '' });
  expect(none.err).toContain('--sequence: there is no sequence "valued-366"; did you mean "valued-365"?');
});

test('publishing makes no world where there is none', async () => {
  const { code, err } = await place.run('publish', '--data', 'nowhere');
  expect(code).toBe(2);
  expect(err).toMatch(/^there is no local world in nowhere; /);
});

describe('a sequence that was retired', () => {
  const REFUSED = 'gentle-90 was retired here; publish it again with --sequence gentle-90, or delete its file\n';
  const OTHER = 'valued-365: unchanged (version 1 is live)\n';

  /** A world in which gentle-90 was retired. */
  async function aRetirement(folder: string): Promise<readonly string[]> {
    const publish = await aWorld(folder);
    expect(await place.run('retire', 'gentle-90', '--data', folder)).toEqual({
      code: 0,
      out: `gentle-90: retired in ${folder}. Nobody new is enrolled; who is on it finishes it.
Delete its file too (workflows/sequences/gentle-90.yaml): while it is there, publish refuses it and ends with 1.
`,
      err: '',
    });
    return publish;
  }

  test('stays so when all are published: it is refused, the others are out, and the answer is no', async () => {
    const publish = await aRetirement('stays');
    const mend = await place.change('workflows/sequences/valued-365.yaml', 'holdout: 10%', 'holdout: 20%');
    const dry = await place.run(...publish, '--dry-run');
    const first = await place.run(...publish);
    await mend();
    expect(dry).toEqual({
      code: 1,
      out: `valued-365: would become version 2\n${REFUSED}Nothing was published (--dry-run).\n`,
      err: '',
    });
    expect(first).toEqual({ code: 1, out: `valued-365: version 2 published\n${REFUSED}`, err: '' });
    const again = await place.run(...publish, '--json');
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out).sequences).toEqual([
      { sequence: 'valued-365', status: 'published', version: 3 },
      { sequence: 'gentle-90', status: 'retired', version: 1 },
    ]);
  });

  test('is live again when it is published by name, with the number that the dry run said', async () => {
    const publish = await aRetirement('again');
    const dry = await place.run(...publish, '--sequence', 'gentle-90', '--dry-run');
    const real = await place.run(...publish, '--sequence', 'gentle-90');
    expect(dry).toEqual({
      code: 0,
      out: 'gentle-90: was retired; would be live again as version 2\nNothing was published (--dry-run).\n',
      err: '',
    });
    expect(real).toEqual({ code: 0, out: 'gentle-90: was retired; live again as version 2\n', err: '' });
    expect(await place.run(...publish)).toEqual({
      code: 0,
      out: `gentle-90: unchanged (version 2 is live)\n${OTHER}`,
      err: '',
    });
  });

  test('cannot be retired again, and one that never was live is told with those that are', async () => {
    await aRetirement('twice');
    const retired = (name: string, ...more: string[]) => place.run('retire', name, '--data', 'twice', ...more);
    expect(await retired('gentle-90')).toEqual({ code: 1, out: 'gentle-90 is already retired in twice.\n', err: '' });
    const json = await retired('gentle-90', '--json');
    expect(JSON.parse(json.out)).toEqual({ place: 'twice', sequence: 'gentle-90', status: 'alreadyRetired' });
    expect(await retired('valued-356')).toEqual({
      code: 1,
      out: 'valued-356 is not live in twice; did you mean "valued-365"? (live there: valued-365).\n',
      err: '',
    });
  });
});
