import { expect, test } from 'vitest';
import { anchovy, herring, pike, sardine } from '../gallery/fixtures/people.ts';
import { hasLeft, isReachable, orderPeers, presenceLabel, presenceSentence } from './peers.ts';

const NOW = 1_800_000_000_000;

test('those who are here come first, by name', () => {
  const names = orderPeers([sardine, pike, herring, anchovy]).map(({ name }) => name);
  expect(names).toEqual(['Anchovy', 'Herring', 'Pike', 'Sardine']);
});

test('only a connected peer can be fetched from', () => {
  expect([anchovy, pike, sardine].map(isReachable)).toEqual([true, false, false]);
  expect([anchovy, pike, sardine].map(hasLeft)).toEqual([false, false, true]);
});

test.each([
  [{ state: 'connected', address: '10.0.0.2:1', roundTripMs: 2.4 }, '2 ms'],
  [{ state: 'connected', address: '10.0.0.2:1', roundTripMs: 0.3 }, '<1 ms'],
  [{ state: 'connected', address: '10.0.0.2:1', roundTripMs: null }, ''],
  [{ state: 'connecting' }, 'connecting'],
  [{ state: 'unreachable' }, 'unreachable'],
  [{ state: 'left', at: NOW - 20 * 60_000 }, 'left 20 min ago'],
] as const)('presence is told in a few words', (presence, label) => {
  expect(presenceLabel(presence, NOW)).toBe(label);
});

test('presence is told in a sentence of its own', () => {
  const presence = { state: 'connected', address: '10.0.0.2:1', roundTripMs: 2 } as const;
  expect(presenceSentence(presence, NOW)).toBe('Connected at 10.0.0.2:1, 2 ms away');
});
