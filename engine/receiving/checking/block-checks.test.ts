import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Block, formatBlock } from '../../../shared/gtp/reel.ts';
import type { ArrivedBlock, Checking } from './arrived-block.ts';
import { BlockChecks } from './block-checks.ts';

/** What was checked as one, by the blocks' strips. */
const checked: number[][] = [];

vi.mock('./check-alone.ts', () => ({
  checkAlone: async (_: unknown, { whole }: ArrivedBlock) => {
    checked.push([whole.block.strip]);
    return whole;
  },
}));
vi.mock('./check-together.ts', () => ({
  checkTogether: async (_: unknown, arrived: readonly ArrivedBlock[]) => {
    checked.push(arrived.map(({ whole }) => whole.block.strip));
    return arrived.map(({ whole }) => whole);
  },
}));

const MIB = 1024 * 1024;
const BLOCKS = 12;
let taken: string[];
let checks: BlockChecks;
let isAnyonePassingOn: boolean;
const abort = new AbortController();

beforeEach(() => {
  vi.useFakeTimers();
  checked.length = 0;
  taken = [];
  isAnyonePassingOn = false;
  const checking = {
    isOpen: () => false,
    received: {
      definition: { reel: { haves: [] }, estimatedBytes: BLOCKS * MIB },
      // What an earlier attempt has brought is not checked once more.
      done: [{}],
      addDone: async () => {},
      dropWhole: async () => {},
    },
    reach: { onTrust: false },
  } as unknown as Checking;
  checks = new BlockChecks(
    checking,
    {
      taken: ({ whole }) => void taken.push(formatBlock(whole.block)),
      refused: () => expect.unreachable(),
      objects: () => null,
      areOthersReceiving: () => isAnyonePassingOn,
      came: () => {},
      isMoreComing: (unchecked) => !isAnyonePassingOn && BLOCKS - taken.length > unchecked,
    },
    abort.signal,
  );
});
afterEach(() => void vi.useRealTimers());

function add(strip: number): void {
  const block: Block = { strip, from: 0, to: 1 };
  checks.add({ whole: { block }, supplier: null } as unknown as ArrivedBlock, MIB / 2);
}

test('blocks that come one after the other are checked many at a time, and the last ones at once', async () => {
  for (let strip = 0; strip < BLOCKS - 1; strip += 1) {
    add(strip);
    await vi.advanceTimersByTimeAsync(130);
  }
  expect(checked).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
  add(BLOCKS - 1);
  await vi.advanceTimersByTimeAsync(0);
  expect(checked[2]).toEqual([8, 9, 10, 11]);
  expect(taken).toHaveLength(BLOCKS);
  await checks.ended();
});

test('where others want to have them from here, each is checked as it comes', async () => {
  isAnyonePassingOn = true;
  for (let strip = 0; strip < 3; strip += 1) {
    add(strip);
    await vi.advanceTimersByTimeAsync(130);
  }
  expect(checked).toEqual([[0], [1], [2]]);
});

test('when others come for them, no block waits on', async () => {
  add(0);
  await vi.advanceTimersByTimeAsync(130);
  expect(checked).toEqual([]);
  isAnyonePassingOn = true;
  add(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(checked).toEqual([[0, 1]]);
});
