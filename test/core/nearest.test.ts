import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, nearest } from '#core/nearest';

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
