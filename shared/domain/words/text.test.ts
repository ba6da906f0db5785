import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from './text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

test('no control, bidirectional or half character is left, but line breaks and tabs', () => {
  fc.assert(
    fc.property(anyText, fc.nat(200), (text, maxLength) => {
      const clean = plainText(text, maxLength);
      expect(clean.replace(/[\n\t]/g, '')).not.toMatch(/\p{C}/u);
      expect(clean.length).toBeLessThanOrEqual(maxLength);
      expect(plainText(clean, maxLength)).toBe(clean);
    }),
  );
});

test('ordinary text stays as it is', () => {
  const text = '# Größe 日本語 🎣\n\n\tcode\n';
  expect(plainText(text, 100)).toBe(text);
  expect(plainText('a\r\nb\rc', 100)).toBe('a\nb\nc');
});
