import { expect, test } from 'vitest';
import type { Peer, Self } from '../../../shared/api/state.ts';
import { type PeerId, peerIdSchema } from '../../../shared/ids.ts';
import { mirrorWords, staleSince } from './depots.ts';

const anna = peerIdSchema.parse('a'.repeat(52)) as PeerId;
const noon = new Date(2026, 10, 29, 12, 0).getTime();
const me = peerIdSchema.parse('b'.repeat(52)) as PeerId;
const state = { self: { id: me } as Self, peers: { [anna]: { name: 'Anna' } as Peer } };

test('what is kept for somebody says whose it is, and as of when', () => {
  expect(mirrorWords({ of: anna, asOf: noon }, state, noon + 60_000)).toBe(
    'Anna’s heads as of 12:00',
  );
  expect(mirrorWords({ of: anna, asOf: null }, state, noon)).toBe('Anna’s heads as they are now');
  const nobody = { self: null, peers: {} };
  expect(mirrorWords({ of: anna, asOf: null }, nobody, noon)).toMatch(/^a+’s heads/);
  expect(mirrorWords({ of: me, asOf: noon }, state, noon)).toBe('Your heads as of 12:00');
  expect(mirrorWords({ of: me, asOf: null }, state, noon)).toBe('Your heads as they are now');
});

test('heads are stale since their owner left, whoever shows them', () => {
  const here = { lastKnown: null } as Peer;
  const away = { lastKnown: { asOf: noon, isExpired: false } } as Peer;
  expect(staleSince({}, here)).toBeNull();
  expect(staleSince({}, away)).toBe(noon);
  expect(staleSince({ mirror: { of: anna, asOf: 5 } }, here)).toBe(5);
  expect(staleSince({ mirror: { of: anna, asOf: null } }, here)).toBeNull();
});
