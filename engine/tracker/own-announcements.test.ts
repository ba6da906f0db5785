import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Signed } from '../../shared/gtp/tracker.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { OwnAnnouncements, type OwnPlaces } from './own-announcements.ts';

const MINUTE = 60_000;
const SWARMS = Array.from({ length: 24 }, (_, index) =>
  swarmIdOf('sha1', index.toString(16).padStart(40, '0') as never),
);
const CHOICE = { swarms: SWARMS, valid: 7_200, bits: 0 };

let identity: Identity;
beforeAll(async () => {
  identity = await loadIdentity(temporaryFolder());
});

let now: number;
let places: OwnPlaces;
beforeEach(() => {
  now = Date.UTC(2026, 5, 12, 12, 3, 20, 123);
  places = { endpoints: [{ host: '10.0.0.1', port: 7654 }], relays: [] };
});
const begin = () => new OwnAnnouncements(identity, () => places, { now: () => now });

const said = (list: readonly Signed[], what: 'seq' | 'time') =>
  list.map(({ signed }) => Number(signed[what]));
const keysOf = (list: readonly Signed[]) => list.map(({ key }) => key);

test('what everybody reads of those that are made at one moment does not tell that they are of one peer', () => {
  const own = begin();
  const sent = own.make(CHOICE);
  // Thousands of numbers are as likely for each.
  expect(new Set(said(sent, 'seq')).size).toBeGreaterThan(SWARMS.length - 4);
  now += 5 * MINUTE;
  // Who makes some within the same minutes tells the same time.
  expect(new Set([...said(sent, 'time'), ...said(begin().make(CHOICE), 'time')]).size).toBe(1);
  expect(new Set(keysOf(sent)).size).toBe(SWARMS.length);
});

test('each is made anew at a time of its own, while what it says is as it was', () => {
  const own = begin();
  const first = own.current(CHOICE);
  const moments = new Map<number, number>();
  let before = first;
  for (let minute = 1; minute <= 46; minute += 1) {
    now += MINUTE;
    const list = own.current(CHOICE);
    for (const [place, each] of list.entries()) {
      if (each === before[place]) continue;
      if (!moments.has(place)) moments.set(place, minute);
      expect(said([each], 'seq')[0]).toBeGreaterThan(said(before, 'seq')[place] ?? 0);
    }
    before = list;
  }
  expect(moments.size).toBe(SWARMS.length);
  expect(Math.min(...moments.values())).toBeGreaterThanOrEqual(15);
  expect(new Set(moments.values()).size).toBeGreaterThan(SWARMS.length / 3);
});

test('of somebody who moves, all are made anew at once, and count as newer wherever they are read', () => {
  const own = begin();
  const before = own.current(CHOICE);
  places = { ...places, endpoints: [{ host: '10.0.0.2', port: 7654 }] };
  now += 10;
  const after = own.current(CHOICE);
  for (const [place, number] of said(after, 'seq').entries()) {
    expect(number).toBeGreaterThan(said(before, 'seq')[place] ?? 0);
  }
  expect(own.current(CHOICE)).toEqual(after);
});

test('whatever is said to hold for a short while holds for some of it', () => {
  const own = begin();
  for (const valid of [1, 7, 60, 599, 600, 7_200]) {
    const [time = 0] = said(own.make({ ...CHOICE, valid }), 'time');
    expect(time).toBeLessThanOrEqual(now / 1_000);
    expect(time + valid).toBeGreaterThan(now / 1_000);
  }
});

test('another day is another key', () => {
  const own = begin();
  const today = keysOf(own.make(CHOICE));
  now += 24 * 60 * MINUTE;
  const tomorrow = keysOf(own.make(CHOICE));
  expect(tomorrow.filter((key) => today.includes(key))).toEqual([]);
});
