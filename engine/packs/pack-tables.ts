import { LRUCache } from 'lru-cache';
import { HASH_BYTES } from '../git/index-tables.ts';
import type { Repository } from '../git/open.ts';
import { listPacks } from './object-packs.ts';
import { identityAt } from './pack-identity.ts';
import { PackTable } from './pack-table.ts';

/** What the indexes of a repository's packs may take in memory; objects of packs beyond are packed anew. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_PACKS = 1_024;
/** What stays in memory for the next sheets, and for how long, in milliseconds. */
const KEPT_BYTES = 128 * 1024 * 1024;
const LIFETIME = 10_000;

/** The tables of repositories' packs: read when they are needed, and kept for a moment after. */
export class PackTables implements Disposable {
  readonly #tables = new LRUCache<
    string,
    PackTable,
    { path: string; format: Repository['objectFormat'] }
  >({
    maxSize: KEPT_BYTES,
    sizeCalculation: (table) => table.bytes,
    ttl: LIFETIME,
    ttlAutopurge: true,
    updateAgeOnGet: true,
    fetchMethod: (_, __, { context, signal }) =>
      PackTable.read(context.path, context.format, signal),
  });

  /** The packs of a repository that can be read from, always in the same order. */
  async of({ objectsDir, objectFormat }: Repository, signal: AbortSignal): Promise<PackTable[]> {
    const tables: PackTable[] = [];
    let room = MOST_BYTES;
    for (const { path, indexBytes } of (await listPacks(objectsDir)).slice(0, MOST_PACKS)) {
      signal.throwIfAborted();
      if (indexBytes > room) continue;
      room -= indexBytes;
      // One that is gone by now, or that cannot be read, is for git to judge.
      const table = await this.#table(path, objectFormat).catch(() => null);
      if (table !== null) tables.push(table);
    }
    return tables;
  }

  [Symbol.dispose](): void {
    this.#tables.clear();
  }

  async #table(path: string, format: Repository['objectFormat']): Promise<PackTable | null> {
    const { size, checksum } = await identityAt(path, HASH_BYTES[format]);
    const context = { path, format };
    return (await this.#tables.fetch(`${checksum} ${size} ${path}`, { context })) ?? null;
  }
}
