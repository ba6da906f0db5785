import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PeerId, peerIdSchema } from '../../../shared/ids.ts';
import { fakeHash } from '../../gallery/fixtures/people.ts';
import { assignHues, type Coloured, peerHue } from './hue.ts';

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

describe('the hues of people in view', () => {
  const NOBODY: ReadonlyMap<PeerId, number> = new Map();
  const person = (n: number, more: Partial<Coloured> = {}): Coloured => ({
    id: peerIdSchema.parse(fakeHash(n, 52)),
    isHere: true,
    metAt: n,
    ...more,
  });
  /** The smallest step on the circle between any two. */
  const closest = (hues: ReadonlyMap<PeerId, number>) => {
    const sorted = [...hues.values()].sort((a, b) => a - b);
    const steps = sorted.map((hue, i) => (sorted[i + 1] ?? (sorted[0] ?? 0) + 360) - hue);
    return sorted.length < 2 ? 360 : Math.min(...steps);
  };
  const anySeeds = (most: number) =>
    fc.uniqueArray(fc.nat(100_000), { minLength: 2, maxLength: most });

  test('are clearly apart for a few, and different for as many as there are hues', () => {
    fc.assert(
      fc.property(anySeeds(6), (seeds) => {
        expect(
          closest(
            assignHues(
              seeds.map((n) => person(n)),
              NOBODY,
            ),
          ),
        ).toBeGreaterThanOrEqual(36);
      }),
    );
    fc.assert(
      fc.property(anySeeds(20), (seeds) => {
        const hues = assignHues(
          seeds.map((n) => person(n)),
          NOBODY,
        );
        expect(new Set(hues.values()).size).toBe(seeds.length);
      }),
    );
  });

  test('do not change when somebody comes, or goes', () => {
    fc.assert(
      fc.property(anySeeds(20), fc.nat(19), (seeds, gone) => {
        const people = seeds.map((n) => person(n));
        let before: ReadonlyMap<PeerId, number> = NOBODY;
        for (let here = 1; here <= people.length; here += 1) {
          const now = assignHues(people.slice(0, here), before);
          for (const [id, hue] of before) expect(now.get(id)).toBe(hue);
          before = now;
        }
        const left = people.map((each, i) => (i === gone ? { ...each, isHere: false } : each));
        expect(assignHues(left, before)).toEqual(before);
      }),
    );
  });

  test('differ for those who are here, however many were', () => {
    fc.assert(
      fc.property(anySeeds(60), fc.nat(15), (seeds, here) => {
        const people = seeds.map((n, i) => person(n, { isHere: i < here }));
        const before = assignHues(
          seeds.map((n) => person(n, { isHere: false })),
          NOBODY,
        );
        const hues = assignHues(people, before);
        const shown = people.filter(({ isHere }) => isHere).map(({ id }) => hues.get(id));
        expect(new Set(shown).size).toBe(shown.length);
      }),
    );
  });

  test('are given a second time once all are given', () => {
    const hues = assignHues(
      Array.from({ length: 40 }, (_, n) => person(n)),
      NOBODY,
    );
    const counts = new Map<number, number>();
    for (const hue of hues.values()) counts.set(hue, (counts.get(hue) ?? 0) + 1);
    expect([...counts.values()]).toEqual(new Array(20).fill(2));
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
