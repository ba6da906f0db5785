import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReceivedPack } from '../../quarantine/receive-pack.ts';
import { type Deferred, deferred } from '../../waiting/deferred.ts';
import { unlessAborted } from '../../waiting/unless-aborted.ts';
import type { ArrivedBlock, Checking } from './arrived-block.ts';
import { CheckAsOne } from './check-as-one.ts';

/** What git was given, by file; and what it makes of the whole. */
let given: string[];
let isGone: boolean;
let end: Deferred<void>;

vi.mock('../../quarantine/growing-pack.ts', () => ({
  GrowingPack: {
    begin: async () => ({
      add: async ({ file }: ReceivedPack) => void given.push(file),
      end: async (signal: AbortSignal) => {
        await unlessAborted(end.promise, signal);
        return 'checksum';
      },
      [Symbol.asyncDispose]: async () => {
        isGone = true;
      },
    }),
  },
}));

const OBJECTS = 12;
let objects: number | null;
let areOthersReceiving: boolean;
let isOpen: boolean;
let done: string[];
let released: string[];
let over: AbortController;

beforeEach(() => {
  [given, done, released] = [[], [], []];
  [isGone, areOthersReceiving, isOpen] = [false, false, true];
  objects = OBJECTS;
  end = deferred();
  over = new AbortController();
});

function begin({ haves = [] as string[], onTrust = false, before = 0, bytes = 1_000 } = {}) {
  const checking = {
    isOpen: () => isOpen,
    received: {
      definition: {
        reel: { haves, wants: [], objectFormat: 'sha1', layout: { stripes: 1, windows: 0 } },
        estimatedBytes: bytes,
      },
      done: Array(before),
    },
    reach: {
      onTrust,
      sources: { isTrusted: () => false },
      passedOn: { add: async () => {} },
    },
  } as unknown as Checking;
  const names = (all: readonly ArrivedBlock[]) => all.map(({ whole }) => whole.file);
  return new CheckAsOne(
    checking,
    {
      objects: () => objects,
      areOthersReceiving: () => areOthersReceiving,
      came: () => {},
      done: async (arrived, received) => {
        expect(received.map(({ checksum }) => checksum)).toEqual(arrived.map(() => 'checksum'));
        done.push(...names(arrived));
      },
      released: (arrived) => void released.push(...names([arrived])),
    },
    over.signal,
  );
}

function block(strip: number): ArrivedBlock {
  const whole = { block: { strip, from: 0, to: 3 }, file: `${strip}`, peer: 'anna', checksum: '' };
  return { whole, supplier: null } as unknown as ArrivedBlock;
}

/** Lets everything happen that waits for nothing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

async function take(check: CheckAsOne, ...strips: number[]): Promise<void> {
  for (const strip of strips) {
    expect(check.take(block(strip), 1)).toBe(true);
    await settle();
  }
}

test('blocks are given to git as they come, and taken when git is done', async () => {
  const check = begin();
  await take(check, 2, 0, 3);
  expect(given).toEqual(['2', '0', '3']);
  expect([check.isBusy, check.isEnding]).toEqual([false, false]);
  await take(check, 1);
  expect([check.isBusy, check.isEnding]).toEqual([true, true]);
  expect(done).toEqual([]);
  end.resolve();
  await check.ended();
  expect(done).toEqual(['2', '0', '3', '1']);
  expect(released).toEqual([]);
});

test('what came before it was known how much will come waits for that', async () => {
  objects = null;
  const check = begin();
  await take(check, 0, 1);
  expect(given).toEqual([]);
  objects = OBJECTS;
  check.look();
  await settle();
  expect(given).toEqual(['0', '1']);
});

test('where something is wrong, each is looked at without the others', async () => {
  const check = begin();
  await take(check, 0, 1, 2, 3);
  end.reject(new Error('git has found something'));
  await check.ended();
  expect(released).toEqual(['0', '1', '2', '3']);
  expect(done).toEqual([]);
  expect(check.take(block(4), 1)).toBe(false);
});

describe('blocks are not kept waiting for all of them', () => {
  test.each([
    [
      'where others are on the way to the same',
      () => {
        areOthersReceiving = true;
      },
    ],
    [
      'where peers say different things of what there is',
      () => {
        objects = null;
      },
    ],
    [
      'where it turns out to be something else',
      () => {
        objects = OBJECTS + 1;
      },
    ],
  ])('%s', async (_where, change) => {
    const check = begin();
    await take(check, 0, 1);
    change();
    check.look();
    await check.ended();
    expect(released).toEqual(['0', '1']);
    expect(isGone).toBe(true);
  });

  test('where the line is slow', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const check = begin();
      await take(check, 0, 1);
      vi.advanceTimersByTime(1_900);
      check.look();
      await settle();
      expect(released).toEqual([]);
      vi.advanceTimersByTime(200);
      check.look();
      await check.ended();
      expect(released).toEqual(['0', '1']);
    } finally {
      vi.useRealTimers();
    }
  });

  test.each([
    ['build on what is here', { haves: ['a'] }],
    ['are used on trust', { onTrust: true }],
    ['are the rest of an earlier attempt', { before: 1 }],
    ['are very large', { bytes: 5 * 1024 ** 3 }],
  ])('where they %s', (_where, how) => {
    expect(begin(how).take(block(0), 1)).toBe(false);
  });

  test('where they are too many for one pack', () => {
    objects = 2_000_000;
    const check = begin();
    check.take(block(0), 1);
    expect(released).toEqual(['0']);
  });
});

test('others who come late are given something soon anyway', async () => {
  const check = begin();
  await take(check, 0, 1, 2);
  areOthersReceiving = true;
  check.look();
  await take(check, 3);
  end.resolve();
  await check.ended();
  expect(done).toHaveLength(4);
});

test('others are of no importance where nothing is passed on', async () => {
  isOpen = false;
  areOthersReceiving = true;
  const check = begin();
  await take(check, 0, 1);
  expect(released).toEqual([]);
  over.abort();
  await check.ended();
});

test('when nothing is of use any more, git is stopped, and nothing is looked at again', async () => {
  const check = begin();
  await take(check, 0, 1, 2, 3);
  over.abort();
  await check.ended();
  expect(isGone).toBe(true);
  expect([done, released]).toEqual([[], []]);
});
