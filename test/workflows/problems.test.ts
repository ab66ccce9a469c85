import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemIn, textOf } from '#workflows/message-source';
import { placeOf } from '#workflows/problems';

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
