import { afterAll, beforeAll, expect, test } from 'vitest';
import { aWorkplace, ended, type Workplace } from '../support/winback-command.ts';

let place: Workplace;
beforeAll(async () => {
  place = await aWorkplace();
});
afterAll(() => place.leave());

test('--help lists every command and is no failure', async () => {
  const { code, out, err } = await place.run('--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const command of ['demo', 'run', 'import', 'check', 'preview', 'publish', 'doctor', 'explain', 'report']) {
    expect(out).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  }
});

test('a command that does not exist is bad usage, with the nearest one named', async () => {
  const { code, out, err } = await place.run('reprot');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain("error: unknown command 'reprot'");
  expect(err).toContain('(Did you mean report?)');
});

test('a value that an option cannot take is bad usage that names the option', async () => {
  const { code, out, err } = await place.run('run', '--orders', 'orders.csv', '--as-of', '2026-02-30');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain("error: option '--as-of <date>' argument '2026-02-30' is invalid.");
});

test('a file or folder that cannot be used is bad input in plain words, not a fault of ours', async () => {
  await place.write('orders.csv', 'customer_id,ordered_on,amount\nA1,2025-11-20,40\n');
  const played = ['run', '--orders', 'orders.csv', '--as-of', '2026-02-19', '--days', '1'];
  const [data, journal] = await Promise.all([
    place.run(...played, '--data', 'orders.csv'),
    place.run(...played, '--journal', 'workflows', '--data', 'untouched'),
  ]);
  expect({ code: data.code, err: data.err }).toEqual({
    code: 2,
    err: 'orders.csv: there is a file in the way; choose another folder\n',
  });
  expect({ code: journal.code, err: journal.err }).toEqual({
    code: 2,
    err: 'workflows: this is a folder; give the path of a file\n',
  });
  await expect(place.read('untouched/world.json')).rejects.toThrow('ENOENT');
});

test('a reader that has seen enough is no reason to fail', async () => {
  const child = place.start('check', '--json');
  const all = ended(child);
  child.stdout?.destroy();
  expect(await all).toMatchObject({ code: 0, err: '' });
});
