import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MAX_HEAD_BYTES,
  OFS_DELTA,
  REF_DELTA,
  readEntryHead,
  withBaseId,
  withDistance,
} from './entry-head.ts';

/** Type and size, as gitformat-pack(5) has them. */
function sizeOf(type: number, size: number): number[] {
  const bytes = [(type << 4) | (size % 16)];
  for (let left = Math.floor(size / 16); left > 0; left = Math.floor(left / 128)) {
    bytes.push(left % 128);
  }
  return bytes.map((byte, index) => (index < bytes.length - 1 ? byte | 0x80 : byte));
}

const sizes = fc.integer({ min: 0, max: 2 ** 45 });
const distances = fc.oneof(
  fc.integer({ min: 1, max: 2 ** 20 }),
  fc.integer({ min: 1, max: 2 ** 45 }),
  // Where one more byte is needed.
  fc.constantFrom(127, 128, 129, 16_511, 16_512, 16_513, 2_113_663, 2_113_664, 2_113_665),
);

test('a distance is read as it was written, and its head is as long as it says', () => {
  fc.assert(
    fc.property(sizes, distances, distances, (size, distance, other) => {
      const before = Buffer.from(sizeOf(OFS_DELTA, size));
      const plain = { type: OFS_DELTA, sizeBytes: before.length, bytes: 0, distance: 0 };
      const first = withDistance(before, 0, plain, distance);
      const pack = Buffer.concat([Buffer.from([1, 2, 3]), first, Buffer.from([9])]);
      const head = readEntryHead(pack, 3, 20);
      expect(head).toEqual({ ...plain, bytes: first.length, distance });
      if (head === null) return;
      const second = withDistance(pack, 3, head, other);
      expect(readEntryHead(second, 0, 20)?.distance).toBe(other);
      expect(second.length).toBeLessThanOrEqual(MAX_HEAD_BYTES);
    }),
  );
});

test('a base by distance becomes one by id, of the same size', () => {
  fc.assert(
    fc.property(sizes, distances, fc.constantFrom(20, 32), (size, distance, hashBytes) => {
      const before = Buffer.from(sizeOf(OFS_DELTA, size));
      const plain = { type: OFS_DELTA, sizeBytes: before.length, bytes: 0, distance: 0 };
      const entry = withDistance(before, 0, plain, distance);
      const base = Buffer.alloc(hashBytes, 7);
      const named = withBaseId(entry, 0, plain, base);
      expect([...named]).toEqual([...sizeOf(REF_DELTA, size), ...base]);
      expect(readEntryHead(named, 0, hashBytes)).toMatchObject({
        type: REF_DELTA,
        bytes: named.length,
      });
    }),
  );
});

test.each([0, 5])('type %i is none', (type) => {
  expect(readEntryHead(Buffer.from([...sizeOf(type, 7), 0, 0]), 0, 20)).toBeNull();
});

test.each([OFS_DELTA, REF_DELTA])('a head of type %i that is cut short is none', (type) => {
  expect(readEntryHead(Buffer.from([...sizeOf(type, 700), 0x80]), 0, 20)).toBeNull();
});
