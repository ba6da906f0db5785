import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { Signed } from '../../../shared/gtp/tracker.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import type { Kept } from './kept-by-shard.ts';
import { passOn } from './pass-on.ts';

const PROVEN = new Set(['swarm' as SwarmId]);
const signed = (signature: string): Signed => ({ signed: {}, key: '', signature });
const kept = (number: number, size = 100) =>
  ({ number, size, signed: signed(`${number}`) }) as unknown as Kept;
const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 9_000 }), { maxLength: 1_400 });

/** What is known of connected peers, and what is listed: some are both. */
function pool(met: readonly number[], listed: readonly number[], size = 100) {
  const all = new Map([...met, ...listed].map((number) => [number, kept(number, size)]));
  const of = (some: readonly number[], since = 0) =>
    some.flatMap((number) => (number > since ? (all.get(number) ?? []) : []));
  return {
    taken: Math.max(0, ...all.keys()),
    ofMet: (_: ReadonlySet<SwarmId>, since = 0) => of(met, since),
    listed: (_: readonly string[], since = 0) => of(listed, since),
  };
}

test.each([
  [false, LIMITS.envelopesPerExchange],
  [true, LIMITS.envelopesPerDocument],
])('whoever asks on hears of each one once, so many at a time (nearby: %s)', (isNearby, most) => {
  const own = [signed('own')];
  fc.assert(
    fc.property(numbers, numbers, (met, listed) => {
      const heard: Signed[] = [];
      let since = 0;
      for (let asked = 0; asked < 8; asked += 1) {
        const request = { shards: [''], since };
        const answer = passOn(pool(met, listed), { request, isNearby, proven: PROVEN, own });
        expect(answer.envelopes.length).toBeLessThanOrEqual(most);
        expect(answer.envelopes[0]).toBe(own[0]);
        expect(answer.upTo).toBeGreaterThanOrEqual(since);
        heard.push(...answer.envelopes.slice(1));
        since = answer.upTo;
      }
      const expected = new Set([...met, ...(isNearby ? listed : [])].map(String));
      expect(heard).toHaveLength(expected.size);
      expect(new Set(heard.map(({ signature }) => signature))).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('an answer is no longer than it may be, however long the envelopes are', () => {
  const listed = Array.from({ length: 3_000 }, (_, index) => index + 1);
  const size = 6_000;
  let [since, count] = [0, 0];
  for (let asked = 0; asked < 4; asked += 1) {
    const request = { shards: [''], since };
    const many = pool([], listed, size);
    const answer = passOn(many, { request, isNearby: true, proven: PROVEN, own: [] });
    expect(answer.envelopes.length * size).toBeLessThan(LIMITS.documentBytes);
    count += answer.envelopes.length;
    since = answer.upTo;
  }
  expect(count).toBe(3_000);
});
