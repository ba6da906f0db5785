import { beforeEach, describe, expect, test } from 'vitest';
import type { PeerId } from '../../shared/ids.ts';
import {
  BadBlockError,
  BrokenOffError,
  NotServedError,
  PeerDiskFullError,
  type PeerFailure,
  PeerGoneError,
  ProtocolError,
  SilentPeerError,
} from '../errors/peer-failures.ts';
import { Conduct } from './conduct.ts';

const anna = { id: 'a'.repeat(52) as PeerId, name: 'Anna' };
const bob = { id: 'b'.repeat(52) as PeerId, name: 'Bob' };

let now: number;
let conduct: Conduct;
beforeEach(() => {
  now = 0;
  conduct = new Conduct(() => now);
});

/** After how many milliseconds Anna may be asked again; null if not within two minutes. */
function welcomeAfter(): number | null {
  const start = now;
  for (; now - start <= 120_000; now += 50) if (conduct.isWelcome(anna.id)) return now - start;
  return null;
}

test('whoever is new is welcome', () => {
  expect(conduct.isWelcome(anna.id)).toBe(true);
  expect(conduct.isDropped(anna.id)).toBe(false);
  expect(conduct.isAnyoneDropped).toBe(false);
});

describe.each<[string, PeerFailure, from: number, to: number]>([
  ['who left', new PeerGoneError('Anna'), 0, 0],
  ['who says nothing', new SilentPeerError('Anna'), 60_000, 60_100],
  ['whose disk is full', new PeerDiskFullError('Anna'), 3_000, 3_100],
  ['who broke off once', new BrokenOffError('Anna'), 0, 100],
  ['who let go of what it offered', new NotServedError('Anna'), 0, 100],
])('%s', (_who, failure, from, to) => {
  test('is pardoned, and asked again after a while', () => {
    expect(conduct.failed(anna, failure)).toEqual({ kind: 'pardoned' });
    expect(conduct.isWelcome(bob.id)).toBe(true);
    const after = welcomeAfter();
    expect(after).toBeGreaterThanOrEqual(from);
    expect(after).toBeLessThanOrEqual(to);
    expect(conduct.isAnyoneDropped).toBe(false);
  });
});

test.each([new ProtocolError('It lied.'), new BadBlockError('Anna', 'not a pack')])(
  'who lied once is dropped for good: %s',
  (failure) => {
    expect(conduct.failed(anna, failure)).toEqual({ kind: 'dropped', reason: failure });
    expect(welcomeAfter()).toBeNull();
    expect(conduct.isDropped(anna.id)).toBe(true);
    expect(conduct.isDropped(bob.id)).toBe(false);
    expect(conduct.isAnyoneDropped).toBe(true);
  },
);

test('who breaks off again and again waits longer each time, and is dropped at the fifth', () => {
  const waits: (number | null)[] = [];
  for (let strike = 1; strike < 5; strike += 1) {
    expect(conduct.failed(anna, new BrokenOffError('Anna')).kind).toBe('pardoned');
    waits.push(welcomeAfter());
  }
  expect(waits).toEqual(waits.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
  expect(waits.at(-1)).toBeGreaterThan(1_000);
  const failure = new BrokenOffError('Anna');
  const verdict = conduct.failed(anna, failure);
  expect(verdict).toMatchObject({ kind: 'dropped', reason: { cause: failure } });
  expect(String(verdict.kind === 'dropped' && verdict.reason.message)).toContain('Anna');
  // One peer's strikes are not another's.
  expect(conduct.failed(bob, new BrokenOffError('Bob')).kind).toBe('pardoned');
});

test('what is no peer’s fault is told as ours, and costs nobody anything', () => {
  expect(conduct.failed(anna, new Error('the disk is full'))).toEqual({ kind: 'ours' });
  expect(conduct.isWelcome(anna.id)).toBe(true);
});
