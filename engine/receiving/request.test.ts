import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { reelRequestSchema } from '../../shared/gtp/reel.ts';
import type { Oid } from '../../shared/ids.ts';
import { requestFor } from './receive-wants.ts';

const oid = (n: number) => n.toString(16).padStart(40, '0') as Oid;
const oids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => oid(from + index));

test('what is wanted is asked for as it is', () => {
  const [towards, haves] = [oid(2), [[oid(7), oid(6)]]];
  const wanted = { wants: [oid(3), oid(2)], towards, haves };
  expect(requestFor(wanted, [oid(5)])).toEqual({
    ...{ wants: [oid(2), oid(3)], haves: [[oid(5)], ...haves], towards },
  });
  expect(requestFor({ ...wanted, towards: oid(9) }, [])).not.toHaveProperty('towards');
});

test('of more than a request holds, the default branch comes first, and what it brought is told', () => {
  const towards = oid(99_999);
  const wants = [...oids(1, 12_000), towards];
  const haves = oids(200_000, 204_096).map((each) => [each]);
  const finished = [...oids(300_000, 300_010), oid(400_000)];
  const request = requestFor({ wants, towards, haves }, finished);
  expect(reelRequestSchema.safeParse(request).success).toBe(true);
  expect(request.wants).toHaveLength(LIMITS.wantsPerReel);
  expect(request.wants).toContain(towards);
  expect(request.haves).toHaveLength(LIMITS.havesPerReel);
  expect(request.haves.flat()).toEqual(expect.arrayContaining(finished));
  expect(requestFor({ wants, towards: finished[10], haves }, oids(0, 5_000)).haves).toHaveLength(
    LIMITS.havesPerReel,
  );
});
