import { expect, test } from 'vitest';
import {
  anchovy,
  herring,
  longGone,
  pike,
  sardine,
  vouched,
} from '../../gallery/fixtures/people.ts';
import {
  acquaintance,
  alsoAtSentence,
  hasLeft,
  isFetchable,
  isReachable,
  lastKnownSentence,
  orderPeers,
  presenceLabel,
  presenceSentence,
  vouchSentence,
} from './peers.ts';

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
  [{ state: 'connected', address: null, roundTripMs: 45, relay: '198.51.100.1:7' }, 'over a relay'],
  [{ state: 'connecting' }, 'connecting'],
  [{ state: 'unreachable' }, 'unreachable'],
  [{ state: 'left', at: NOW - 20 * 60_000 }, 'left 20 min ago'],
] as const)('presence is told in a few words', (presence, label) => {
  expect(presenceLabel(presence, NOW)).toBe(label);
});

test('presence is told in a sentence of its own', () => {
  const presence = { state: 'connected', address: '10.0.0.2:1', roundTripMs: 2 } as const;
  expect(presenceSentence(presence, NOW)).toBe('Connected at 10.0.0.2:1, 2 ms away');
  expect(presenceSentence({ ...presence, address: null, relay: '198.51.100.1:7' }, NOW)).toBe(
    'Connected over the relay 198.51.100.1:7, as there is no direct way',
  );
  expect(presenceSentence({ ...presence, address: null, isPunched: true }, NOW)).toBe(
    'Connected through the routers of both sides, as there is no direct way',
  );
  // One that came by itself may be dialled somewhere, or nowhere.
  expect(presenceSentence({ ...presence, address: null }, NOW)).toBe('Connected, 2 ms away');
});

test('who is away can be fetched while what it shared is not too old', () => {
  expect([anchovy, pike, sardine, longGone].map(isFetchable)).toEqual([true, false, true, false]);
  const heard = { asOf: NOW - 20 * 60_000, isExpired: false };
  expect(lastKnownSentence({ ...sardine, lastKnown: heard }, NOW)).toBe(
    'What Sardine shares was last heard of 20 min ago. It can be fetched from whoever else has it.',
  );
  expect(
    lastKnownSentence({ ...sardine, lastKnown: { ...heard, isExpired: true } }, NOW),
  ).toContain('too old');
  expect(lastKnownSentence(anchovy, NOW)).toBeNull();
});

test('who vouches is named', () => {
  const peers = { [anchovy.id]: anchovy };
  const by = (ids: (typeof anchovy.id)[]) => vouchSentence({ ...vouched, vouchedBy: ids }, peers);
  expect(by([])).toBeNull();
  expect(by([anchovy.id])).toBe('Anchovy vouches for Perch.');
  expect(by([sardine.id, anchovy.id])).toMatch(/^.+ and .+ vouch for Perch\.$/);
});

test('whether this key was here before is told where nothing better is known', () => {
  const met = { ...pike, trust: 'known', metAt: new Date(2026, 10, 12).getTime() } as const;
  expect(acquaintance(met)).toBe(
    'You have met this computer of Pike’s before, first on 12 November 2026.',
  );
  expect(acquaintance({ ...met, metAt: null })).toBe(
    'You have met this computer of Pike’s before.',
  );
  expect(acquaintance({ ...met, trust: 'new' })).toBe(
    'You have not met this computer of Pike’s before.',
  );
  expect(acquaintance({ ...met, trust: 'trusted' })).toBeNull();
});

test('who else has a commit is told by name', () => {
  expect(alsoAtSentence([herring])).toBe('Herring has this commit, too.');
  expect(alsoAtSentence([herring, anchovy])).toBe('Anchovy and Herring have this commit, too.');
});
