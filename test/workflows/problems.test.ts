import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemIn, textOf } from '#workflows/message-source';
import { didYouMean, nearest, placeOf } from '#workflows/problems';

describe('the nearest name', () => {
  test.each([
    ['chanel', 'channel'],
    ['cahnnel', 'channel'],
    ['chanmel', 'channel'],
    ['CHANNEL', 'channel'],
    ['mesage', 'message'],
  ])('%s was meant to be %s', (written, meant) => {
    expect(nearest(written, ['after', 'channel', 'message'])).toBe(meant);
  });

  test('a word that is near nothing is left alone', () => {
    expect(nearest('priority', ['after', 'channel', 'message'])).toBeUndefined();
    expect(didYouMean('priority', ['after', 'channel'])).toBe('');
  });

  test('every name is nearest to itself, however many others there are', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(names, fc.nat(), (valid, pick) => {
        const name = valid[pick % valid.length] ?? '';
        expect(nearest(name, valid)).toBe(name);
      }),
    );
  });

  test('a swap of two letters is found', () => {
    const word = fc.stringMatching(/^[a-z]{4,12}$/);
    fc.assert(
      fc.property(word, fc.nat(), (name, pick) => {
        const at = pick % (name.length - 1);
        const swapped = name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2);
        expect(nearest(swapped, [name])).toBe(name);
      }),
    );
  });
});

describe('the place of a character', () => {
  test('its line and column lead back to it', () => {
    const lines = fc.array(fc.stringMatching(/^[a-z ]{0,8}$/), { minLength: 1 });
    fc.assert(
      fc.property(lines, fc.nat(), (written, pick) => {
        const text = written.join('\n');
        const offset = pick % (text.length + 1);
        const { line, column } = placeOf(text, offset);
        expect(written.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1).toBe(offset);
      }),
    );
  });

  test('in text put together from several files it is told in the file that it came from', () => {
    const files = fc.array(fc.stringMatching(/^[a-z\n]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(files, fc.nat(), (texts, pick) => {
        const piece = texts.map((text, index) => ({ source: { file: `${index}`, text }, from: 0, to: text.length }));
        const offset = pick % textOf(piece).length;
        const { file, line, column } = problemIn(piece, offset, '', '');
        const own = texts[Number(file)] ?? '';
        const before = texts.slice(0, Number(file)).join('').length;
        expect({ line, column }).toEqual(placeOf(own, offset - before));
      }),
    );
  });
});
