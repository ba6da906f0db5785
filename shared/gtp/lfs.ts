import type { LfsOid } from '../ids.ts';

/** A piece of a large file of Git LFS: the bytes from number `from` up to, and without, number `to`. */
export interface LfsPiece {
  readonly oid: LfsOid;
  readonly from: number;
  readonly to: number;
}

export function formatLfsPiece({ oid, from, to }: LfsPiece): string {
  return `${oid}/${from}-${to}`;
}

const NUMBER = '(0|[1-9]\\d{0,14})';
const PIECE = new RegExp(`^([0-9a-f]{64})/${NUMBER}-${NUMBER}$`);

/** Null for what is no piece, also where there is nothing in it. */
export function parseLfsPiece(text: string): LfsPiece | null {
  const [, oid, from, to] = PIECE.exec(text) ?? [];
  const piece = { oid: oid as LfsOid, from: Number(from), to: Number(to) };
  return oid !== undefined && piece.from < piece.to ? piece : null;
}
