import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smsLengthOf } from '#core/sms-length';

const DEFAULT_ALPHABET_SIZE = 127;

describe('GSM', () => {
  test.each([
    ['nothing', '', 0, 1],
    ['160 characters', 'a'.repeat(160), 160, 1],
    ['161 characters', 'a'.repeat(161), 161, 2],
    ['two full parts', 'a'.repeat(306), 306, 2],
    ['one more than two parts', 'a'.repeat(307), 307, 3],
    ['an escaped character that just fits', `${'a'.repeat(158)}€`, 160, 1],
    ['an escaped character too many', `${'a'.repeat(159)}€`, 161, 2],
  ])('%s', (_name, text, units, parts) => {
    expect(smsLengthOf(text)).toEqual({ encoding: 'gsm', units, parts });
  });

  test('an escape is never parted from its character, so a seam may leave a unit empty', () => {
    const text = `${'a'.repeat(152)}€${'a'.repeat(152)}`;
    expect(smsLengthOf(text)).toEqual({ encoding: 'gsm', units: 306, parts: 3 });
  });

  test.each([...'^{}\\[~]|€\f'])('%j costs two units', (character) => {
    expect(smsLengthOf(character)).toEqual({ encoding: 'gsm', units: 2, parts: 1 });
  });

  test('the default alphabet has 127 characters besides the escape, and none of them is a look-alike', () => {
    const bmp = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const singles = bmp.filter((character) => {
      const { encoding, units } = smsLengthOf(character);
      return encoding === 'gsm' && units === 1;
    });
    expect(singles).toHaveLength(DEFAULT_ALPHABET_SIZE);
    expect(singles).toEqual(expect.arrayContaining([...'@£$¥ÇØøÅåΔΩÆæß¤¡¿§ \n\r']));
    for (const lookAlike of '`çÁáőœ’–…\t\u00a0') expect(singles).not.toContain(lookAlike);
  });
});

describe('UCS-2', () => {
  test.each([
    ['70 characters', 'ж'.repeat(70), 70, 1],
    ['71 characters', 'ж'.repeat(71), 71, 2],
    ['two full parts', 'ж'.repeat(134), 134, 2],
    ['one more than two parts', 'ж'.repeat(135), 135, 3],
    ['35 emoji', '😀'.repeat(35), 70, 1],
    ['36 emoji: 33 to a part, because 67 is odd', '😀'.repeat(36), 72, 2],
    ['67 emoji', '😀'.repeat(67), 134, 3],
  ])('%s', (_name, text, units, parts) => {
    expect(smsLengthOf(text)).toEqual({ encoding: 'ucs2', units, parts });
  });

  test('one foreign character makes all others cost a unit each, escaped ones too', () => {
    expect(smsLengthOf(`${'a'.repeat(69)}’`)).toEqual({ encoding: 'ucs2', units: 70, parts: 1 });
    expect(smsLengthOf(`${'€'.repeat(70)}’`)).toEqual({ encoding: 'ucs2', units: 71, parts: 2 });
  });

  test('a surrogate pair on the seam moves to the next part whole', () => {
    expect(smsLengthOf(`${'ж'.repeat(66)}😀${'ж'.repeat(66)}`)).toEqual({ encoding: 'ucs2', units: 134, parts: 3 });
    expect(smsLengthOf(`${'ж'.repeat(65)}😀${'ж'.repeat(67)}`)).toEqual({ encoding: 'ucs2', units: 134, parts: 2 });
  });
});

test('a longer text never needs fewer parts, and no part holds more than it can', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'binary' }), (text, more) => {
      const length = smsLengthOf(text);
      const perPart = length.encoding === 'gsm' ? 160 : 70;
      expect(length.parts * perPart).toBeGreaterThanOrEqual(length.units);
      expect(smsLengthOf(text + more).parts).toBeGreaterThanOrEqual(length.parts);
    }),
  );
});
