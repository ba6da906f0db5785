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
  /** The texts that it was given, and how far each was asked for. */
  readonly texts: number[] = [];
  readonly reached: (readonly [text: number, to: number])[] = [];
  isEnded = false;

  constructor() {
    super();
    Painter.all.push(this);
  }

  postMessage(request: ColourRequest): void {
    if (request.kind === 'reach') this.reached.push([request.text, request.to]);
    else this.texts.push(...request.texts.map(({ text }) => text));
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

const ignore = () => {};

test('what a worker tells is known, part by part, and told to the lines that it concerns', () => {
  const highlights = new Highlights('typescript');
  highlights.add(texts);
  expect(painter(0).texts).toEqual([0, 1, 2]);
  const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()];
  highlights.follow({ text: 1, from: 0 }, 3, first);
  highlights.follow({ text: 1, from: 4 }, 3, second);
  highlights.follow({ text: 2, from: 0 }, 3, other);
  painter(0).tell({ text: 1, part: 0, to: 3, isLast: false, tokens: KEYWORD });
  expect([first, second, other].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);
  expect(highlights.knownOf({ text: 1, from: 0 }, 3)).toBe(3);
  expect(highlights.knownOf({ text: 1, from: 4 }, 3)).toBe(0);
  painter(0).tell({ text: 1, part: 1, to: 7, isLast: true, tokens: STRING });
  expect([first, second, other].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0]);
  expect(highlights.knownOf({ text: 1, from: 4 }, 3)).toBe(3);
  expect(styles(highlights, 0)).toEqual([]);
  expect(styles(highlights, 1)).toEqual(['keyword', 'string']);
});

test('a line that has gone is told nothing, and one whose colours are known waits for none', () => {
  const highlights = new Highlights('typescript');
  highlights.add(texts);
  const [gone, late] = [vi.fn(), vi.fn()];
  highlights.follow({ text: 0, from: 0 }, 3, gone)();
  painter(0).tell({ text: 0, part: 0, to: 4, isLast: false, tokens: KEYWORD });
  highlights.follow({ text: 0, from: 0 }, 3, late);
  painter(0).tell({ text: 0, part: 1, to: 7, isLast: true, tokens: STRING });
  expect(gone).not.toHaveBeenCalled();
  expect(late).not.toHaveBeenCalled();
});

test('a line across two parts has the tokens of both, cut at its ends', () => {
  const highlights = new Highlights('typescript');
  highlights.add(texts);
  painter(0).tell({ text: 0, part: 0, to: 3, isLast: false, tokens: KEYWORD });
  painter(0).tell({ text: 0, part: 1, to: 7, isLast: true, tokens: STRING });
  expect(highlights.tokensAt({ text: 0, from: 2 }, 4)).toEqual([
    { from: 0, to: 1, style: 'keyword' },
    { from: 2, to: 4, style: 'string' },
  ]);
});

test('only what is looked at is asked for, some way ahead, and not once more for each line', () => {
  const highlights = new Highlights('typescript');
  highlights.add(texts);
  expect(painter(0).reached).toEqual([]);
  const line = 80;
  for (let at = 0; at < 10_000; at += 1) {
    highlights.follow({ text: 0, from: at * line }, line, ignore);
  }
  const asked = painter(0).reached;
  expect(asked.every(([text]) => text === 0)).toBe(true);
  expect(asked.length).toBeLessThan(30);
  expect(asked[0]?.[1]).toBeLessThan(100 * 1024);
  const furthest = asked.at(-1)?.[1] ?? 0;
  expect(furthest).toBeGreaterThan(10_000 * line + 30 * 1024);
  expect(furthest).toBeLessThan(10_000 * line + 100 * 1024);
});

test('a line is followed before its text is there', () => {
  const highlights = new Highlights('typescript');
  highlights.follow({ text: 2, from: 0 }, 7, ignore);
  expect(painter(0).reached).toEqual([]);
  highlights.add(texts);
  expect(painter(0).reached.map(([text]) => text)).toEqual([2]);
});

test('a worker that fails is followed by one that is asked for what is left, and nothing is known twice', () => {
  const highlights = new Highlights('typescript');
  highlights.add(texts);
  for (const { text } of texts) highlights.follow({ text, from: 0 }, 7, ignore);
  painter(0).tell({ text: 0, part: 0, to: 7, isLast: true, tokens: KEYWORD });
  painter(0).tell({ text: 1, part: 0, to: 3, isLast: false, tokens: KEYWORD });
  painter(0).fail();
  expect(painter(0).isEnded).toBe(true);
  // Added and followed while there is none.
  highlights.add([{ text: 3, content: 'let "b"' }]);
  highlights.follow({ text: 3, from: 0 }, 7, ignore);
  vi.advanceTimersByTime(LONG);
  expect(Painter.all).toHaveLength(2);
  expect(painter(1).texts).toEqual([1, 2, 3]);
  expect(painter(1).reached.map(([text]) => text)).toEqual([1, 2, 3]);
  painter(1).tell({ text: 1, part: 0, to: 3, isLast: false, tokens: KEYWORD });
  painter(1).tell({ text: 1, part: 1, to: 7, isLast: true, tokens: STRING });
  expect(styles(highlights, 0)).toEqual(['keyword']);
  expect(styles(highlights, 1)).toEqual(['keyword', 'string']);
});

test('a fault that stays is met a few times, and then left', () => {
  const highlights = new Highlights('typescript');
  highlights.add(texts);
  for (let at = 0; at < Painter.all.length; at += 1) {
    painter(at).fail();
    vi.advanceTimersByTime(LONG);
    if (at > 10) break;
  }
  expect(Painter.all).toHaveLength(4);
  expect(Painter.all.every(({ isEnded }) => isEnded)).toBe(true);
  highlights.add([{ text: 3, content: '' }]);
  expect(Painter.all).toHaveLength(4);
});

test('a closed file begins no other worker', () => {
  const highlights = new Highlights('typescript');
  highlights.add(texts);
  painter(0).fail();
  highlights.end();
  vi.advanceTimersByTime(LONG);
  expect(Painter.all).toHaveLength(1);
});
