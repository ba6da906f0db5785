import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { ExchangeAnswer } from '../../shared/gtp/tracker.ts';
import type { PeerId } from '../../shared/ids.ts';
import { BusyTrackerError, TrackerFailedError } from '../errors/tracker.ts';
import { turnAt } from './elect.ts';
import type { HeardDocument } from './tracker-line.ts';
import { trackerName } from './tracker-name.ts';
import { type RoundParts, TrackerRound } from './tracker-round.ts';

const URL = 'http://10.0.0.1/tracker';
const NAME = trackerName(URL);
const peer = (letter: string) => letter.repeat(52) as PeerId;
const SELF = peer('m');
/** They ask for everyone where this peer does not. */
const LOWER = [peer('a'), peer('b')];
/** One of them has its turn, or this peer. */
const MANY = [...LOWER, ...'cdefghij'.split('').map(peer)];
const MINUTE = 60_000;
const TURN = 5 * MINUTE;
/** When a turn begins. */
const START = Date.UTC(2026, 5, 12, 12);

const list = (envelopes: unknown[] = []): HeardDocument => ({
  ...{ type: 'gtp-tracker', v: 2, bits: 0, expires: 60, takes: true, envelopes },
});

let read: number;
let took: unknown[];
let round: TrackerRound | null;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
  read = 0;
  took = [];
  round = null;
});
afterEach(() => {
  round?.[Symbol.dispose]();
  vi.useRealTimers();
});

function begin(change: Partial<RoundParts> = {}): TrackerRound {
  round = new TrackerRound({
    ...{ self: SELF, name: NAME, settle: 100, chance: () => 0 },
    line: {
      read: async () => {
        read += 1;
        return list(['heard']);
      },
      forget: () => {},
      tell: async () => ({ expires: 60, bits: 0 }),
    },
    company: () => [],
    others: () => [],
    exchange: async () => ({ envelopes: [], heard: [] }),
    outgoing: () => [],
    shards: () => [],
    take: (envelopes) => took.push(...envelopes) > 0,
    onChange: () => {},
    ...change,
  });
  return round;
}

const heard = (ago: number): ExchangeAnswer => ({
  envelopes: ['inside'],
  heard: [{ tracker: NAME, ago, bits: 3 }],
});

test('who is alone asks by itself, at the pace that the tracker sets', async () => {
  begin();
  await vi.advanceTimersByTimeAsync(MINUTE);
  const first = read;
  expect(first).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(read - first).toBeLessThanOrEqual(11);
  expect(took).toContain('heard');
});

/** Begins when the turn of somebody else does, or of this peer. */
function turnOf(isMine: boolean): void {
  let at = START;
  while ((turnAt(SELF, MANY, at).whose === SELF) !== isMine) at += TURN;
  vi.setSystemTime(at);
}

test('where others ask for all, it is they who are asked, and who has its turn', async () => {
  turnOf(false);
  const { whose } = turnAt(SELF, MANY, Date.now());
  const asked: PeerId[] = [];
  const one = begin({
    company: () => MANY,
    exchange: async (whom) => {
      asked.push(whom);
      return heard(10);
    },
  });
  await vi.advanceTimersByTimeAsync(TURN - 1);
  expect(read).toBe(0);
  expect(new Set(asked)).toEqual(new Set([LOWER[0], whose]));
  expect(took).toContain('inside');
  expect(one).toMatchObject({ bits: 3, problem: null });
});

test('an asker that says that it has heard, and leaves out what it likes, is not relied upon for ever', async () => {
  begin({ company: () => LOWER, exchange: async () => heard(0) });
  await vi.advanceTimersByTimeAsync(90 * MINUTE);
  expect(read).toBeGreaterThan(0);
  expect(took).toContain('heard');
});

test('in its turn, who is not to ask for all asks once, when all have handed over', async () => {
  turnOf(true);
  const turn = Date.now();
  vi.setSystemTime(turn - MINUTE);
  begin({ company: () => MANY, exchange: async () => heard(0) });
  await vi.advanceTimersByTimeAsync(2.5 * MINUTE);
  expect(read).toBe(0);
  await vi.advanceTimersByTimeAsync(2.5 * MINUTE);
  // What the list begins with, and the list.
  expect(read).toBe(2);
});

test('however long those who ask for all are silent, of the others no more than one asks at a time', async () => {
  const ids = [...MANY, ...'klmnopqrstuv'.split('').map(peer)];
  let [asking, most, asked] = [0, 0, 0];
  const askers = new Set<PeerId>();
  const others = ids.filter((id) => !LOWER.includes(id));
  const rounds = others.map(
    (self, index) =>
      new TrackerRound({
        ...{ self, name: NAME, settle: 100 + index, chance: () => index / others.length },
        line: {
          read: async () => {
            asked += 1;
            asking += 1;
            most = Math.max(most, asking);
            askers.add(self);
            await new Promise((resolve) => setTimeout(resolve, 5_000));
            asking -= 1;
            return list();
          },
          forget: () => {},
          tell: async () => ({ expires: 60, bits: 0 }),
        },
        company: () => ids.filter((id) => id !== self),
        others: () => [],
        exchange: async () => ({ envelopes: [], heard: [] }),
        outgoing: () => [],
        shards: () => [],
        take: () => false,
        onChange: () => {},
      }),
  );
  try {
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(most).toBe(1);
    expect(askers.size).toBeGreaterThan(4);
    expect(asked).toBeGreaterThan(12);
  } finally {
    for (const each of rounds) each[Symbol.dispose]();
  }
});

test('who is no longer to ask, as others have come, does not ask on', async () => {
  let company: PeerId[] = [];
  const shards: string[] = [];
  const line = {
    read: async (shard: string) => {
      shards.push(shard);
      if (shard === '00') company = [...LOWER, peer('c')];
      return { ...list(), bits: 2 };
    },
    forget: () => {},
    tell: async () => ({ expires: 60, bits: 2 }),
  };
  const self = peer('z');
  let at = START;
  while (turnAt(self, [...LOWER, peer('c')], at).whose === self) at += TURN;
  vi.setSystemTime(at);
  begin({ self, line, company: () => company, shards: () => ['00', '01', '10'] });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shards).toEqual(['', '', '00']);
});

test.each([
  ['do not answer', () => Promise.reject(new Error('it left'))],
  ['have heard nothing for hours', async () => heard(100_000)],
  ['have heard nothing yet, after a while', async () => ({ envelopes: [], heard: [] })],
] as const)('where those who should ask for all %s, it asks by itself', async (_what, exchange) => {
  begin({ company: () => LOWER, exchange });
  await vi.advanceTimersByTimeAsync(4 * MINUTE);
  expect(read).toBeGreaterThan(0);
});

const signed = (key: string, signature: string) => ({ signed: { shard: '' }, key, signature });

test('the tracker is told what it does not know or has lost, and nothing twice', async () => {
  const told: string[] = [];
  let outgoing = [signed('a', '1')];
  let listed: unknown[] = [signed('a', '1')];
  const line = {
    read: async () => list(listed),
    forget: () => {},
    tell: async (envelopes: readonly { signature: string }[]) => {
      told.push(...envelopes.map(({ signature }) => signature));
      return { expires: 3_600, bits: 0 };
    },
  };
  begin({ line, outgoing: () => outgoing, take: () => false });
  await vi.advanceTimersByTimeAsync(20 * MINUTE);
  expect(told).toEqual(['1']);
  outgoing = [signed('a', '2'), signed('b', '3')];
  listed = outgoing;
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(told).toEqual(['1', '2', '3']);
  listed = [];
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(told.slice(3, 5)).toEqual(['2', '3']);
});

test('what is told at once is as much as a tracker takes, however long the envelopes are that somebody nearby hands over', async () => {
  const long = 'x'.repeat(LIMITS.envelopeBytes - 200);
  const outgoing = Array.from({ length: 1_200 }, (_, index) => signed(`${index} ${long}`, '1'));
  const told = new Set<string>();
  const sizes: number[] = [];
  const line = {
    read: async () => list(),
    forget: () => {},
    tell: async (envelopes: readonly { key: string }[]) => {
      for (const { key } of envelopes) told.add(key);
      sizes.push(JSON.stringify({ envelopes }).length);
      expect(envelopes.length).toBeLessThanOrEqual(LIMITS.envelopesPerAnnounce);
      return { expires: 3_600, bits: 0 };
    },
  };
  begin({ line, outgoing: () => outgoing, take: () => false });
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(told.size).toBe(1_200);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(LIMITS.requestBytes);
});

test('as long as nothing happens, the tracker is asked less and less often', async () => {
  begin({ take: () => false });
  await vi.advanceTimersByTimeAsync(20 * MINUTE);
  const before = read;
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(read - before).toBeLessThanOrEqual(14);
  expect(read - before).toBeGreaterThanOrEqual(10);
});

test('a tracker that is busy is left alone for as long as it says', async () => {
  const line = {
    read: async () => {
      read += 1;
      throw new BusyTrackerError(URL, 600);
    },
    forget: () => {},
    tell: async () => ({ expires: 60, bits: 0 }),
  };
  const one = begin({ line });
  await vi.advanceTimersByTimeAsync(MINUTE);
  one.hurry();
  await vi.advanceTimersByTimeAsync(8 * MINUTE);
  expect(read).toBe(1);
  expect(one.problem).toMatch(/is busy/);
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(read).toBe(2);
});

test('while it does not answer, what others know is taken, and it is tried seldom', async () => {
  const line = {
    read: async () => {
      read += 1;
      throw new TrackerFailedError(URL, 'nothing answers there');
    },
    forget: () => {},
    tell: async () => ({ expires: 60, bits: 0 }),
  };
  begin({ line, others: () => [peer('z')], exchange: async () => heard(100) });
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(took).toContain('inside');
  expect(read).toBeLessThanOrEqual(12);
});
