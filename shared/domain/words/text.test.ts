import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText, oneLine, plainText, shortLine } from './text.ts';

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

test('a text is cut between characters, and a short line tells that it was', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 200 }), (text, maxLength) => {
      const whole = oneLine(text, 1_000);
      const cut = cutText(whole, maxLength);
      expect(cut).not.toMatch(/\p{Cs}/u);
      expect(whole.startsWith(cut)).toBe(true);
      const short = shortLine(text, maxLength);
      expect([...short].length).toBeLessThanOrEqual(maxLength);
      expect(short.endsWith('…') && short !== whole).toBe([...whole].length > maxLength);
      expect(oneLine(short, maxLength)).toBe(short);
    }),
  );
});
