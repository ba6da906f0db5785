import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Identity, loadIdentity } from '../../engine/identity/identity.ts';
import { swarmIdOf } from '../../engine/identity/peer-id.ts';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { OwnAnnouncements } from '../../engine/tracker/own-announcements.ts';
import type { TrackerDocument } from '../../shared/gtp/tracker.ts';
import { TrackerBook } from './tracker-book.ts';

let now: number;
let book: TrackerBook;
let anna: Identity;
beforeAll(async () => {
  anna = await loadIdentity(temporaryFolder());
});
beforeEach(() => {
  now = Date.UTC(2026, 5, 12, 12);
  book = new TrackerBook(() => now);
});

const swarms = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    swarmIdOf('sha1', index.toString(16).padStart(40, '0') as never),
  );
const announcer = () =>
  new OwnAnnouncements(
    anna,
    () => ({ endpoints: [], relays: [] }),
    () => now,
  );
/** Each is of a maker of its own. */
const crowd = (count: number, bits: number) =>
  Array.from({ length: Math.ceil(count / 60) }, () =>
    announcer().make({ swarms: swarms(60), valid: 7_200, bits }),
  )
    .flat()
    .slice(0, count);
const document = (shard = '') => JSON.parse(book.part(shard, 0).body.toString()) as TrackerDocument;

test('whoever renews in time is asked less and less often', () => {
  const own = announcer();
  const expires = Array.from({ length: 7 }, () => {
    now += 30_000;
    return book.announce('10.0.0.1', own.make({ swarms: swarms(1), valid: 7_200, bits: 0 }), 0);
  });
  expect(expires).toEqual([60, 120, 240, 480, 960, 1_800, 1_800]);
  expect(document().envelopes).toHaveLength(1);
});

test('under load everybody is asked less often', () => {
  const sent = announcer().make({ swarms: swarms(1), valid: 7_200, bits: 0 });
  expect(book.announce('10.0.0.1', sent, 1)).toBe(240);
});

test('who does not renew goes, and so does what its maker said to hold no longer', () => {
  book.announce('10.0.0.1', announcer().make({ swarms: swarms(1), valid: 7_200, bits: 0 }), 0);
  book.announce('10.0.0.1', announcer().make({ swarms: swarms(1), valid: 100, bits: 0 }), 0);
  expect(document().envelopes).toHaveLength(2);
  now += 101_000;
  expect(document().envelopes).toHaveLength(1);
  now += 400_000;
  expect(document().envelopes).toEqual([]);
});

test('nothing unsigned is listed, and nothing older than what is known', () => {
  const own = announcer();
  const older = own.make({ swarms: swarms(1), valid: 7_200, bits: 0 });
  const newer = own.make({ swarms: swarms(1), valid: 7_200, bits: 0 });
  book.announce('10.0.0.1', newer, 0);
  const unsigned = newer.map(({ signed }) => signed);
  book.announce('10.0.0.2', [...older, ...unsigned, null, 'a', { ...newer[0], signature: '' }], 0);
  expect(document().envelopes).toEqual(newer);
});

test('one address has its share, and only pushes out its own', () => {
  book.announce('10.0.0.1', announcer().make({ swarms: swarms(1), valid: 7_200, bits: 0 }), 0);
  const flood = crowd(2_100, 8);
  for (let from = 0; from < flood.length; from += 500) {
    book.announce('10.0.0.9', flood.slice(from, from + 500), 0);
  }
  expect(book.size).toBe(2_001);
});

test('a long list is told in parts, of which each is large enough to hide in', () => {
  expect(document().bits).toBe(0);
  const many = crowd(1_200, 8);
  for (const host of ['10.0.0.1', '10.0.0.2']) {
    book.announce(host, many.slice(host.endsWith('1') ? 0 : 600).slice(0, 600), 0);
  }
  expect(book.bits).toBe(3);
  expect(document()).toMatchObject({ bits: 3, envelopes: [] });
  const shard = String(many[0]?.signed.shard).slice(0, 3);
  const part = document(shard).envelopes as { signed: { shard: string } }[];
  expect(part.length).toBeGreaterThan(60);
  expect(part.every(({ signed }) => signed.shard.startsWith(shard))).toBe(true);
  now += 3_600_000;
  book.announce('10.0.0.1', announcer().make({ swarms: swarms(1), valid: 60, bits: 8 }), 0);
  expect(book.bits).toBe(0);
});
