import { expect, test } from 'vitest';
import type { SameParameters } from '../../shared/texts/translation.ts';
import { ENGLISH } from './english.ts';
import { GERMAN } from './german.ts';

type Tree = { readonly [key: string]: unknown };

/** Each text of a tree by where it stands. */
function textsOf(tree: object, at: readonly string[] = []): Map<string, unknown> {
  const entries = Object.entries(tree as Tree).flatMap(([key, value]): [string, unknown][] => {
    const place = [...at, key];
    const isGroup = typeof value === 'object' && value !== null;
    return isGroup ? [...textsOf(value, place)] : [[place.join('.'), value]];
  });
  return new Map(entries.filter(([place]) => !place.startsWith('sentences.')));
}

const english = textsOf(ENGLISH);
const german = textsOf(GERMAN);

test('both languages have the same texts', () => {
  expect(english.size).toBeGreaterThan(700);
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
});

/** What a text tells of what it is given: the marks that come out of it. */
function marksIn(text: (...values: string[]) => unknown): string[] {
  const marks = Array.from({ length: text.length }, (_, index) => `⟦${index}⟧`);
  const said = text(...marks);
  const whole = Array.isArray(said) ? said.join('') : String(said);
  return marks.filter((mark) => whole.includes(mark));
}

test.each([...english].filter(([, text]) => typeof text === 'function'))(
  '%s tells in German all that it tells in English',
  (place, text) => {
    // Names, which it takes one by one.
    if (place === 'counts.listed') return;
    const other = german.get(place);
    if (typeof text !== 'function' || typeof other !== 'function') throw new Error(place);
    const said = marksIn(other as (...values: string[]) => unknown);
    const missing = marksIn(text as (...values: string[]) => unknown).filter(
      (mark) => !said.includes(mark),
    );
    expect(missing).toEqual([]);
  },
);

test('a text or parameter that a language lacks, or has too many, is no translation', () => {
  const texts = { close: 'Close', left: (name: string, n: number) => `${name} left ${n}` };
  type Same<Other> = SameParameters<typeof texts, Other>;
  const whole = { close: 'Schließen', left: (name: string, n: number) => `${n} ${name}` };
  const lacking = { close: 'Schließen', left: (name: string) => `${name} ist weg` };

  const good: Same<typeof whole> = whole satisfies typeof texts;
  // @ts-expect-error it does not tell the number
  const short: Same<typeof lacking> = lacking;
  // @ts-expect-error a text is missing
  const missing = { left: whole.left } satisfies typeof texts;
  // @ts-expect-error a text of no use
  const superfluous = { ...whole, open: 'Öffnen', close: 'x', shut: 'y' } satisfies {
    close: string;
    left: typeof texts.left;
  };
  // @ts-expect-error what it takes is something else
  const other = { close: 'x', left: (name: number) => `${name}` } satisfies typeof texts;
  expect([good, short, missing, superfluous, other]).toHaveLength(5);
});
