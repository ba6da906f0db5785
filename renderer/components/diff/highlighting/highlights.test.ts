import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Highlights } from './highlights.ts';
import type { ColourAnswer, ColourRequest } from './messages.ts';

/** Any time that somebody might wait for colours, in milliseconds. */
const LONG = 60_000;
const KEYWORD = Uint32Array.from([0, 3, 0]);
const STRING = Uint32Array.from([4, 7, 1]);

/** Workers as they were begun, which do nothing by themselves. */
class Painter extends EventTarget {
  static readonly all: Painter[] = [];
  readonly asked: number[] = [];
  isEnded = false;

  constructor() {
    super();
    Painter.all.push(this);
  }

  postMessage({ texts }: ColourRequest): void {
    this.asked.push(...texts.map(({ text }) => text));
  }

  terminate(): void {
    this.isEnded = true;
  }

  tell(answer: ColourAnswer): void {
    this.dispatchEvent(new MessageEvent('message', { data: answer }));
  }

  fail(): void {
    this.dispatchEvent(new Event('error'));
  }
}

const texts = [0, 1, 2].map((text) => ({ text, content: 'let "a"' }));
const styles = (highlights: Highlights, text: number) =>
  highlights.tokensAt({ text, from: 0 }, 7).map(({ style }) => style);
const painter = (at: number) => {
  const found = Painter.all[at];
  if (found === undefined) throw new Error(`There is no worker ${at}.`);
  return found;
};

beforeEach(() => {
  Painter.all.length = 0;
  vi.stubGlobal('Worker', Painter);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what a worker tells is known, part by part, and told of', () => {
  const highlights = new Highlights('typescript');
  const told = vi.fn();
  highlights.subscribe(told);
  highlights.colour(texts);
  expect(painter(0).asked).toEqual([0, 1, 2]);
  painter(0).tell({ text: 1, part: 0, isLast: false, tokens: KEYWORD });
  painter(0).tell({ text: 1, part: 1, isLast: true, tokens: STRING });
  expect(told).toHaveBeenCalledTimes(2);
  expect(styles(highlights, 0)).toEqual([]);
  expect(styles(highlights, 1)).toEqual(['keyword', 'string']);
});

test('a worker that fails is followed by one that is asked for what is left, and nothing is known twice', () => {
  const highlights = new Highlights('typescript');
  highlights.colour(texts);
  painter(0).tell({ text: 0, part: 0, isLast: true, tokens: KEYWORD });
  painter(0).tell({ text: 1, part: 0, isLast: false, tokens: KEYWORD });
  painter(0).fail();
  expect(painter(0).isEnded).toBe(true);
  // Asked for while there is none.
  highlights.colour([{ text: 3, content: 'let "b"' }]);
  vi.advanceTimersByTime(LONG);
  expect(Painter.all).toHaveLength(2);
  expect(painter(1).asked).toEqual([1, 2, 3]);
  painter(1).tell({ text: 1, part: 0, isLast: false, tokens: KEYWORD });
  painter(1).tell({ text: 1, part: 1, isLast: true, tokens: STRING });
  expect(styles(highlights, 0)).toEqual(['keyword']);
  expect(styles(highlights, 1)).toEqual(['keyword', 'string']);
});

test('a fault that stays is met a few times, and then left', () => {
  const highlights = new Highlights('typescript');
  highlights.colour(texts);
  for (let at = 0; at < Painter.all.length; at += 1) {
    painter(at).fail();
    vi.advanceTimersByTime(LONG);
    if (at > 10) break;
  }
  expect(Painter.all).toHaveLength(4);
  expect(Painter.all.every(({ isEnded }) => isEnded)).toBe(true);
  highlights.colour([{ text: 3, content: '' }]);
  expect(Painter.all).toHaveLength(4);
});

test('a closed file begins no other worker', () => {
  const highlights = new Highlights('typescript');
  highlights.colour(texts);
  painter(0).fail();
  highlights.end();
  vi.advanceTimersByTime(LONG);
  expect(Painter.all).toHaveLength(1);
});
