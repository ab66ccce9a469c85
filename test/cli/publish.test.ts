import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a retired sequence is not live any more, and publishing makes it so again with a new number', async () => {
  const publish = await aWorld('retired');
  const retire = ['retire', 'gentle-90', '--data', 'retired'];
  expect(await place.run(...retire)).toEqual({
    code: 0,
    out: 'gentle-90: retired in retired. Nobody new is enrolled; who is on it finishes it.\n',
    err: '',
  });
  expect(await place.run(...retire)).toEqual({
    code: 1,
    out: 'gentle-90 is not live in retired (live there: valued-365).\n',
    err: '',
  });
  expect((await place.run(...publish)).out).toBe(
    'gentle-90: version 2 published\nvalued-365: unchanged (version 1 is live)\n',
  );
});
