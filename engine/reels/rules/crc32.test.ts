import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

test('is the CRC-32 of zlib', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), fc.uint8Array(), (before, bytes, after) => {
      const source = Buffer.concat([before, bytes, after]);
      const end = before.length + bytes.length;
      expect(crc32(source, before.length, end)).toBe(zlibCrc32(bytes));
    }),
  );
});
