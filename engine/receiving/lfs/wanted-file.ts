import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LfsPiece } from '../../../shared/gtp/lfs.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { sizeOf } from '../../asking/lfs-line.ts';
import { lfsPath } from '../../lfs/lfs-store.ts';
import type { Pointer } from '../../lfs/pointer.ts';

/** So much is asked of one peer at once, in bytes. */
const PIECE_BYTES = 8 * 1024 * 1024;

/** A piece on its way, or here. */
export interface WantedPiece extends LfsPiece {
  readonly file: string;
  readonly of: WantedFile;
  state: 'missing' | 'coming' | 'here';
  /** Who gave any of it; null for what an earlier attempt has brought. */
  readonly givers: Set<PeerId | null>;
}

/** A large file that comes in pieces, each in a file of its own until all are here. */
export class WantedFile {
  readonly pointer: Pointer;
  readonly pieces: WantedPiece[];
  /** Who does not have it. */
  readonly refusedBy = new Set<PeerId>();
  /** Once pieces of several peers were not what they should be: it comes from one at a time, which then has to answer for it. */
  isSuspect = false;
  onlyFrom: PeerId | null = null;
  state: 'wanted' | 'here' | 'given-up' = 'wanted';
  /** What suspects gave: compared with what is right, once that is known. */
  readonly #doubtful: { readonly giver: PeerId; readonly index: number; readonly hash: string }[] =
    [];

  /** @param parts an existing folder for the pieces */
  constructor(pointer: Pointer, parts: string) {
    const { oid, size } = pointer;
    this.pointer = pointer;
    const count = Math.ceil(size / PIECE_BYTES);
    this.pieces = Array.from({ length: count }, (_, index) => ({
      ...{ oid, from: index * PIECE_BYTES, to: Math.min(size, (index + 1) * PIECE_BYTES) },
      ...{ file: join(parts, `${oid}.${index}`), of: this, state: 'missing', givers: new Set() },
    }));
  }

  /** @returns how many bytes an earlier attempt has brought */
  async findKept(): Promise<number> {
    let bytes = 0;
    for (const piece of this.pieces) {
      const here = await sizeOf(piece.file);
      bytes += Math.min(here, piece.to - piece.from);
      if (here > 0) piece.givers.add(null);
      if (here === piece.to - piece.from) piece.state = 'here';
    }
    return bytes;
  }

  get isComplete(): boolean {
    return this.pieces.every(({ state }) => state === 'here');
  }

  /** A piece that this peer may give, if there is one. */
  next(peer: PeerId): WantedPiece | null {
    if (this.state !== 'wanted' || this.refusedBy.has(peer)) return null;
    if (this.isSuspect && this.onlyFrom !== null && this.onlyFrom !== peer) return null;
    const piece = this.pieces.find(({ state }) => state === 'missing') ?? null;
    if (piece !== null && this.isSuspect) this.onlyFrom = peer;
    return piece;
  }

  /**
   * Puts the pieces together and into the store, if that gives what was asked for.
   * @returns who gave something else: none where it cannot be told yet, and it has to come anew
   */
  async assemble(folder: string): Promise<{ isRight: boolean; liars: PeerId[] }> {
    const target = lfsPath(folder, this.pointer.oid);
    await mkdir(dirname(target), { recursive: true });
    const begun = `${target}.part`;
    const hashes = await writeTogether(this.pieces, begun);
    if (hashes.whole === this.pointer.oid) {
      await rename(begun, target);
      await this.#removePieces();
      this.state = 'here';
      const wrong = this.#doubtful.filter(({ index, hash }) => hashes.pieces[index] !== hash);
      return { isRight: true, liars: [...new Set(wrong.map(({ giver }) => giver))] };
    }
    await rm(begun, { force: true });
    const givers = new Set(this.pieces.flatMap((piece) => [...piece.givers]));
    const [only] = givers;
    const liars = givers.size === 1 && only != null ? [only] : [];
    if (liars.length === 0) {
      for (const [index, piece] of this.pieces.entries()) {
        const hash = hashes.pieces[index] ?? '';
        const [giver, ...others] = piece.givers;
        // Whose part of it is wrong, nobody can tell where several gave some.
        if (giver != null && others.length === 0) this.#doubtful.push({ giver, index, hash });
      }
    }
    await this.beginAnew();
    this.isSuspect = true;
    return { isRight: false, liars };
  }

  /** Nothing of what is here counts. */
  async beginAnew(): Promise<void> {
    await this.#removePieces();
    this.onlyFrom = null;
    for (const piece of this.pieces) {
      piece.state = 'missing';
      piece.givers.clear();
    }
  }

  async #removePieces(): Promise<void> {
    for (const { file } of this.pieces) await rm(file, { force: true });
  }
}

/** Puts the pieces one behind the other. @returns SHA-256 in hex */
async function writeTogether(pieces: readonly WantedPiece[], path: string) {
  const whole = createHash('sha256');
  const hashes: string[] = [];
  const target = await open(path, 'w');
  try {
    for (const { file } of pieces) {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
        whole.update(chunk as Buffer);
        hash.update(chunk as Buffer);
        await target.write(chunk as Buffer);
      }
      hashes.push(hash.digest('hex'));
    }
  } finally {
    await target.close();
  }
  return { whole: whole.digest('hex'), pieces: hashes };
}
