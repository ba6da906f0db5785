import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Identity, loadIdentity } from '../../engine/identity/identity.ts';
import { swarmIdOf } from '../../engine/identity/peer-id.ts';
import { signValue } from '../../engine/identity/signing.ts';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { SEALING } from '../../engine/tracker/envelopes.ts';
import { OwnAnnouncements } from '../../engine/tracker/own-announcements.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Signed,
  type TrackerDocument,
  trackerDocumentSchema,
} from '../../shared/gtp/tracker.ts';
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
  new OwnAnnouncements(anna, () => ({ endpoints: [], relays: [] }), { now: () => now });
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

test('what is listed stands in an order that does not tell who announced what together', () => {
  const [annas, others] = [crowd(60, 0), crowd(60, 0)];
  book.announce('10.0.0.1', annas, 0);
  book.announce('10.0.0.2', others, 0);
  const order = (document().envelopes as Signed[]).map(({ signature }) => signature);
  const announced = [...annas, ...others].map(({ signature }) => signature);
  expect(order).not.toEqual(announced);
  expect(order).toEqual(announced.toSorted());
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

test('an envelope with much in it that is no part of one is not kept, though it is well signed', () => {
  const [sent] = crowd(1, 0) as [Signed];
  const { privateKey, publicKey } = SEALING.newKey();
  const signed = { ...sent.signed, more: 'x'.repeat(1_900_000) };
  const long = { signed, ...signValue(signed, { privateKey, publicKey }) };
  book.announce('10.0.0.1', [long], 0);
  expect(book.size).toBe(0);
  // What other versions may add has room.
  const some = { ...sent.signed, more: 'x'.repeat(500) };
  book.announce('10.0.0.1', [{ signed: some, ...signValue(some, { privateKey, publicKey }) }], 0);
  expect(book.size).toBe(1);
});

test('however long the envelopes are of which one address fills a part, everybody can read it', () => {
  const [sent] = crowd(1, 8) as [Signed];
  // Signatures are looked at elsewhere.
  const check: typeof SEALING.check = (each, at) => {
    const read = SEALING.read(each, at);
    return read === null ? null : { ...read, id: read.signed.key };
  };
  book = new TrackerBook(() => now, { ...SEALING, check });
  const sealed = Buffer.alloc((LIMITS.sealedLength * 3) / 4).toString('base64');
  const signed = { ...sent.signed, sealed };
  for (let from = 0; from < 2_000; from += 100) {
    const some = Array.from({ length: 100 }, (_, index) => ({
      ...{ ...sent, signed },
      key: Buffer.from(`${from + index}`.padEnd(91, 'k')).toString('base64'),
    }));
    book.announce('10.0.0.1', some, 0);
  }
  expect(book.size).toBe(2_000);
  const { body } = book.part(String(sent.signed.shard).slice(0, book.bits), 0);
  expect(body.length).toBeLessThanOrEqual(LIMITS.documentBytes);
  expect(body.length).toBeGreaterThan(LIMITS.documentBytes * 0.9);
  expect(trackerDocumentSchema.parse(JSON.parse(body.toString())).envelopes.length).toBeGreaterThan(
    1_000,
  );
});
