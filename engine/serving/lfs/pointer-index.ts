import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { LfsOid, Oid } from '../../../shared/ids.ts';
import type { Repository } from '../../git/open.ts';
import { smallBlobs } from '../../git/small-blobs.ts';
import { POINTER_LIMIT, parsePointer } from '../../lfs/pointer.ts';
import { areReachable } from '../offers/reachable.ts';

/** Sets of heads remembered, and pointers in all of them together. */
const MOST_SETS = 32;
const MOST_POINTERS = 2_000_000;

/** Sizes in bytes. */
type Pointers = ReadonlyMap<LfsOid, number>;

interface Known {
  readonly repository: string;
  readonly heads: readonly Oid[];
  readonly pointers: Pointers;
}

/** Which large files the heads of a repository lead to, found by a walk through their history. */
export class PointerIndex {
  readonly #known = new LRUCache<string, Known>({
    max: MOST_SETS,
    maxSize: MOST_POINTERS,
    sizeCalculation: ({ pointers }) => pointers.size + 1,
  });
  readonly #walking = new Map<string, Promise<Pointers>>();

  /** @param heads all that may be looked at */
  async of(repository: Repository, heads: readonly Oid[]): Promise<Pointers> {
    const key = keyOf(repository, heads);
    const known = this.#known.get(key);
    if (known !== undefined) return known.pointers;
    const walking =
      this.#walking.get(key) ??
      this.#walk(repository, heads, key).finally(() => this.#walking.delete(key));
    this.#walking.set(key, walking);
    return walking;
  }

  async #walk(repository: Repository, heads: readonly Oid[], key: string): Promise<Pointers> {
    const before = await this.#ancestor(repository, heads);
    const pointers = new Map(before?.pointers);
    const range = { from: heads, notFrom: before?.heads ?? [] };
    for await (const blob of smallBlobs(repository, range, POINTER_LIMIT)) {
      const pointer = parsePointer(blob);
      if (pointer !== null) pointers.set(pointer.oid, pointer.size);
    }
    this.#known.set(key, { repository: repository.commonDir, heads, pointers });
    return pointers;
  }

  /** An earlier answer, all of which these heads lead to as well: only what is new needs a walk. */
  async #ancestor(repository: Repository, heads: readonly Oid[]): Promise<Known | null> {
    for (const known of this.#known.values()) {
      if (known.repository !== repository.commonDir) continue;
      if (await areReachable(repository, known.heads, heads).catch(() => false)) return known;
    }
    return null;
  }
}

function keyOf({ commonDir }: Repository, heads: readonly Oid[]): string {
  const hash = createHash('sha256').update([...new Set(heads)].sort().join());
  return `${commonDir}\0${hash.digest('base64')}`;
}
