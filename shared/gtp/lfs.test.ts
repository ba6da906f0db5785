import { expect, test } from 'vitest';
import type { LfsOid } from '../ids.ts';
import { formatLfsPiece, parseLfsPiece } from './lfs.ts';

const oid = 'ab'.repeat(32) as LfsOid;

test('a piece is read as it is written', () => {
  const piece = { oid, from: 8_388_608, to: 16_777_216 };
  expect(parseLfsPiece(formatLfsPiece(piece))).toEqual(piece);
});

test.each([
  `${oid}`,
  `${oid}/0-0`,
  `${oid}/5-4`,
  `${oid}/-1-4`,
  `${oid}/00-4`,
  `${oid}/0-1e3`,
  `${oid}/0-1234567890123456`,
  `${oid.toUpperCase()}/0-4`,
  `${oid}/0-4/5`,
  `../../${oid}/0-4`,
])('“%s” is none', (text) => {
  expect(parseLfsPiece(text)).toBeNull();
});
