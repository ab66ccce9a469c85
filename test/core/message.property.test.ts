import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderPiece } from '#core/message';

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('{{ 7 | times: 7 }}', '{% raw %}', '{{', '%}', '<img onerror=x>', '&amp;', '"><b>', "' onload='x"),
);
const customerOf = (firstName: string) => ({ customer: { first_name: firstName } });
const UNESCAPED: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&#34;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

test('in HTML a name can neither open a tag nor leave an attribute, and a browser shows it as it was written', () => {
  fc.assert(
    fc.property(words, (firstName) => {
      const html = renderPiece('<p>{{ customer.first_name }}</p>', 'html', customerOf(firstName)).slice(3, -4);
      expect(html).not.toMatch(/[<>"']/);
      expect(html.replace(/&(lt|gt|#34|#39|amp);/g, (entity) => UNESCAPED[entity] ?? entity)).toBe(firstName);
    }),
  );
});

test('in plain text a name is exactly what the customer wrote', () => {
  fc.assert(
    fc.property(words, (firstName) => {
      expect(renderPiece('{{ customer.first_name }}', 'text', customerOf(firstName))).toBe(firstName);
    }),
  );
});

test('the same words render the same for whoever comes next', () => {
  fc.assert(
    fc.property(words, words, (one, other) => {
      const render = (name: string) => renderPiece('Hello {{ customer.first_name }}', 'text', customerOf(name));
      const first = render(one);
      render(other);
      expect(render(one)).toBe(first);
    }),
  );
});
