import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedText, createTerminal, percentText, tableText, wrapText } from '../../cli/terminal.ts';

/** A stream that remembers what was written; `columns` make it a screen. */
function aStream(columns?: number) {
  const written: string[] = [];
  return { written, write: (text: string) => written.push(text), isTTY: columns !== undefined, columns };
}

describe('the terminal', () => {
  test('with --json there is one object on the output and nothing else', () => {
    const [out, err] = [aStream(), aStream()];
    const terminal = createTerminal(true, { out, err });
    terminal.progress('reading');
    terminal.note('two rows were not taken');
    terminal.say('done');
    terminal.answer({ rows: 2 });
    expect(JSON.parse(out.written.join(''))).toEqual({ rows: 2 });
    expect(err.written.join('')).toBe('reading\ntwo rows were not taken\n');
  });

  test('what somebody wrote somewhere does not steer it', () => {
    const [out, err] = [aStream(), aStream()];
    const terminal = createTerminal(false, { out, err });
    terminal.say('words\u001b[2J\u0000\u0007\u009b31m\tand\nmore');
    terminal.note('a\rb');
    expect(out.written.join('')).toBe('words[2J31m\tand\nmore\n');
    expect(err.written.join('')).toBe('ab\n');
  });

  test('without --json people read the answer, and the object is kept back', () => {
    const [out, err] = [aStream(), aStream()];
    const terminal = createTerminal(false, { out, err });
    terminal.say('done');
    terminal.answer({ rows: 2 });
    expect(out.written.join('')).toBe('done\n');
  });

  test('on a screen progress replaces itself on one line, cut to fit, and is gone before the answer', () => {
    const [out, err] = [aStream(20), aStream(20)];
    const terminal = createTerminal(false, { out, err });
    terminal.progress('day 1 of 40');
    terminal.progress('day 2 of 40, 1,234 enrolled');
    terminal.say('done');
    expect(err.written).toEqual(['\r\u001b[Kday 1 of 40', '\r\u001b[Kday 2 of 40, 1,234 ', '\r\u001b[K']);
    expect(terminal.columns).toBe(20);
  });

  test('a share that is done is a bar on a screen, and a number elsewhere', () => {
    const [screen, file] = [aStream(80), aStream()];
    for (const [share, bar] of [
      [0, '░░░░░░░░░░░░░░░░░░░░ 0.0% reading'],
      [0.5, '██████████░░░░░░░░░░ 50.0% reading'],
      [1, '████████████████████ 100.0% reading'],
    ] as const) {
      createTerminal(true, { out: screen, err: screen }).progress('reading', share);
      expect(screen.written.at(-1)).toBe(`\r\u001b[K${bar}`);
    }
    createTerminal(true, { out: file, err: file }).progress('reading', 0.25);
    expect(file.written).toEqual(['25.0% reading\n']);
  });

  test('in a log file progress is written now and then only, and lines have no width', () => {
    const [out, err] = [aStream(), aStream()];
    const terminal = createTerminal(false, { out, err });
    for (let day = 1; day <= 100; day += 1) terminal.progress(`day ${day}`);
    expect(err.written).toEqual(['day 1\n']);
    expect(terminal.columns).toBeUndefined();
  });
});

describe('a table', () => {
  test('the first column stands left, numbers stand right, and no line ends in blanks', () => {
    const rows = [
      ['email', '1,018', '–'],
      ['SMS', '4', '2.5%'],
    ];
    expect(tableText(['touches', 'sent', 'share'], rows).split('\n')).toEqual([
      'touches   sent  share',
      '───────  ─────  ─────',
      'email    1,018      –',
      'SMS          4   2.5%',
    ]);
  });

  test('a column with words in it stands left', () => {
    expect(tableText(['', 'reason'], [['a', 'none']]).split('\n')).toEqual(['   reason', '─  ──────', 'a  none']);
  });
});

describe('text that is wrapped', () => {
  test('a word that is too long has a line of its own', () => {
    expect(wrapText('see https://shop.example.com for more', 12)).toBe('see\nhttps://shop.example.com\nfor more');
  });

  test('no word is lost, and a line is too long only when it is one word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
    void fc.assert(
      fc.property(words, fc.integer({ min: 4, max: 40 }), (said, columns) => {
        const lines = wrapText(said.join(' '), columns).split('\n');
        expect(lines.flatMap((line) => line.split(' '))).toEqual(said);
        for (const line of lines) expect(line.length <= columns || !line.includes(' ')).toBe(true);
      }),
    );
  });

  test('where lines may be of any length it stays as it is', () => {
    expect(wrapText('one two', undefined)).toBe('one two');
  });
});

test('counts have thousands, and their noun fits', () => {
  expect([0, 1, 12_345].map((count) => countedText(count, 'row'))).toEqual(['0 rows', '1 row', '12,345 rows']);
  expect(countedText(2, 'touch', 'touches')).toBe('2 touches');
  expect(percentText(0.1234)).toBe('12.3%');
});
