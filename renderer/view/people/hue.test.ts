import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { peerIdSchema } from '../../../shared/ids.ts';
import { fakeHash } from '../../gallery/fixtures/people.ts';
import { peerHue } from './hue.ts';

const css = readFileSync(new URL('../../base.css', import.meta.url), 'utf8');
const tokens = readFileSync(new URL('../../tokens.css', import.meta.url), 'utf8');

describe('the hue of a peer', () => {
  const hues = Array.from({ length: 500 }, (_, n) => peerHue(peerIdSchema.parse(fakeHash(n, 52))));

  test('is the same for the same id', () => {
    const id = peerIdSchema.parse(fakeHash(7, 52));
    expect(peerHue(id)).toBe(peerHue(id));
  });

  test('is spread over the circle in steps that can be told apart', () => {
    const used = [...new Set(hues)].sort((a, b) => a - b);
    expect(used).toEqual(Array.from({ length: 20 }, (_, i) => i * 18));
  });

  test.each(['light', 'dark'] as const)('leaves initials readable in %s', (theme) => {
    const [, light = '', dark = ''] =
      css.match(/--peer: light-dark\(oklch\(([^)]*var[^)]*\))\), oklch\(([^)]*var[^)]*\))\)/) ?? [];
    const [, lightText = '', darkText = ''] =
      tokens.match(/--on-peer: light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)/) ?? [];
    const [ground, text] = theme === 'light' ? [light, lightText] : [dark, darkText];
    const [l, c] = numbers(ground);
    const [textL, textC, textH] = numbers(text);
    const written = luminance(textL, textC, textH);
    const contrasts = hues.map((hue) => contrast(luminance(l, c, hue), written));
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
  });
});

function numbers(text: string): [number, number, number] {
  const [l, c, h] = text.split(' ').map(Number.parseFloat);
  if (l === undefined || c === undefined || h === undefined) throw new Error(`no colour: ${text}`);
  return [l, c, h];
}

/** Relative luminance (WCAG 2) of an OKLCH colour, as CSS Color 4 converts and clips it. */
function luminance(l: number, c: number, hue: number): number {
  const a = c * Math.cos((hue * Math.PI) / 180);
  const b = c * Math.sin((hue * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (x: number) => Math.min(1, Math.max(0, x));
  const red = clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short);
  const green = clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short);
  const blue = clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
