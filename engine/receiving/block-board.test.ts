import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Block } from '../../shared/gtp/reel.ts';
import { BlockBoard } from './block-board.ts';

let time = 0;
beforeEach(() => {
  time = 0;
});

const blocksOf = (count: number): Block[] =>
  Array.from({ length: count }, (_, strip) => ({ strip, from: 0, to: 1 }));

function board(count: number): BlockBoard {
  const made = new BlockBoard(
    () => time,
    () => 0.999,
  );
  made.add(blocksOf(count));
  made.seal();
  return made;
}

const anything = { canGive: () => true, rarity: () => 0, most: 100 };

/** Asks, and begins the first block. */
function take(from: BlockBoard, source: string, options = anything): Block | null {
  const ask = from.ask(source, options);
  const [block] = ask?.blocks ?? [];
  ask?.[Symbol.dispose]();
  return block !== undefined && from.begin(block, source) ? block : null;
}

/** @returns whether this source was the first to bring it */
function bring(made: BlockBoard, block: Block, source: string): boolean {
  const isFirst = made.arrived(block, source);
  if (isFirst) made.finish(block);
  return isFirst;
}

test('it is not done while more may come', () => {
  const made = new BlockBoard();
  made.add(blocksOf(1));
  const block = take(made, 'a') as Block;
  expect(bring(made, block, 'a')).toBe(true);
  expect(made.isDone).toBe(false);
  made.seal();
  expect(made.isDone).toBe(true);
});

test('a block that others bring, or that is here, is not begun again', () => {
  const made = board(2);
  const block = take(made, 'a') as Block;
  expect(made.begin(block, 'b')).toBe(false);
  bring(made, block, 'a');
  expect(made.begin(block, 'b')).toBe(false);
  expect(bring(made, block, 'b')).toBe(false);
});

test('a block that was given up is for others', () => {
  const made = board(1);
  const block = take(made, 'a') as Block;
  expect(take(made, 'b')).toBeNull();
  made.giveUp(block, 'a');
  expect(take(made, 'b')).toEqual(block);
});

test('what an earlier attempt had brought is not asked for', () => {
  const made = board(2);
  made.finish({ strip: 0, from: 0, to: 1 });
  expect(made.ask('a', anything)?.blocks).toEqual([{ strip: 1, from: 0, to: 1 }]);
});

test('the rarest come first, and only what the source has', () => {
  const made = board(4);
  const ask = made.ask('a', {
    canGive: ({ strip }) => strip !== 1,
    rarity: ({ strip }) => 4 - strip,
    most: 2,
  });
  expect(ask?.blocks.map(({ strip }) => strip)).toEqual([3]);
});

test('what one open request offers to take, no other one does', () => {
  const made = board(20);
  const first = made.ask('a', anything);
  const second = made.ask('b', anything);
  expect(first?.blocks).toHaveLength(5);
  expect(second?.blocks).toHaveLength(4);
  for (const block of first?.blocks ?? []) expect(second?.blocks).not.toContainEqual(block);
  first?.[Symbol.dispose]();
  expect(made.ask('b', anything)?.blocks).toContainEqual(first?.blocks[0]);
});

describe('taking over', () => {
  test('nobody takes over before the usual time has passed', () => {
    const made = board(2);
    const one = take(made, 'a') as Block;
    time = 2_000;
    bring(made, one, 'a');
    const other = take(made, 'a') as Block;
    time = 3_900;
    expect(take(made, 'b')).toBeNull();
    time = 4_100;
    expect(take(made, 'b')).toEqual(other);
    // Two are enough, unless both trickle.
    time = 4_100 + 8_000;
    expect(take(made, 'c')).toBeNull();
    time += 100;
    expect(take(made, 'c')).toEqual(other);
    time += 32_000;
    expect(take(made, 'd')).toBeNull();
    time += 100;
    expect(take(made, 'd')).toEqual(other);
  });

  test('nobody takes over while something is missing, or may be', () => {
    const made = new BlockBoard(() => time);
    made.add(blocksOf(1));
    take(made, 'a');
    time = 90_000;
    expect(take(made, 'b')).toBeNull();
    made.seal();
    expect(take(made, 'b')).not.toBeNull();
  });

  test('who is asked and does not answer is passed by', () => {
    const made = board(2);
    const quick = take(made, 'a') as Block;
    bring(made, quick, 'a');
    const unanswered = made.ask('a', anything);
    const [block] = unanswered?.blocks ?? [];
    time = 400;
    expect(take(made, 'b')).toBeNull();
    time = 600;
    expect(made.ask('a', anything)).toBeNull();
    expect(take(made, 'b')).toEqual(block);
    // Its answer comes too late, and changes nothing.
    expect(made.begin(block as Block, 'a')).toBe(false);
    unanswered?.[Symbol.dispose]();
    expect(bring(made, block as Block, 'b')).toBe(true);
  });

  test('the first block of all is given more time', () => {
    const made = board(1);
    const only = take(made, 'a');
    time = 2_900;
    expect(take(made, 'b')).toBeNull();
    time = 3_100;
    expect(take(made, 'b')).toEqual(only);
  });

  test('nobody takes over from itself', () => {
    const made = board(1);
    take(made, 'a');
    time = 90_000;
    expect(take(made, 'a')).toBeNull();
  });
});

test('whatever the sources do, every block is brought once, and it ends', () => {
  const moves = fc.array(
    fc.record({
      source: fc.constantFrom('a', 'b', 'c'),
      fails: fc.boolean(),
      waits: fc.integer({ min: 0, max: 5_000 }),
    }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), moves, (count, steps) => {
      time = 0;
      const made = board(count);
      let finished = 0;
      const busy: { block: Block; source: string }[] = [];
      for (const { source, fails, waits } of steps) {
        time += waits;
        const block = take(made, source);
        if (block !== null) busy.push({ block, source });
        if (fails && busy.length > 0) {
          const { block: given, source: by } = busy.shift() as (typeof busy)[0];
          made.giveUp(given, by);
        } else if (busy.length > 1) {
          const { block: brought, source: by } = busy.shift() as (typeof busy)[0];
          if (bring(made, brought, by)) finished += 1;
        }
      }
      // An honest source alone brings the rest.
      for (const { block, source } of busy) made.giveUp(block, source);
      for (let block = take(made, 'd'); block !== null; block = take(made, 'd')) {
        expect(bring(made, block, 'd')).toBe(true);
        finished += 1;
      }
      expect(finished).toBe(count);
      expect(made.isDone).toBe(true);
      expect(made.isBusy).toBe(false);
    }),
  );
});

test('a block that has come is nobody’s to bring while it is checked, and anybody’s if it is refused', () => {
  const made = new BlockBoard();
  const block = { strip: 0, from: 0, to: 1 };
  made.add([block]);
  made.seal();
  made.begin(block, 'a');
  expect(made.arrived(block, 'a')).toBe(true);
  expect([made.isBusy, made.isDone, made.isMissing(block)]).toEqual([false, false, false]);
  expect(made.begin(block, 'b')).toBe(false);
  expect(made.arrived(block, 'b')).toBe(false);
  made.refuse(block);
  expect([made.isBusy, made.isMissing(block)]).toEqual([false, true]);
  expect(made.begin(block, 'b')).toBe(true);
  expect(made.arrived(block, 'b')).toBe(true);
  made.finish(block);
  made.refuse(block);
  expect(made.isDone).toBe(true);
});
