import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { Reel } from '../../shared/gtp/reel.ts';
import type { ReelName } from '../../shared/ids.ts';
import type { Repository } from '../git/open.ts';
import { OpenReel } from './open-reel.ts';
import { nameOfReel } from './rules/reel-name.ts';

/** Reels kept open at once; the least recently used one is closed, its files stay. */
const MAX_OPEN = 64;

/** The reels this peer produces, cached on disk by name within a size limit. */
export class ReelCache implements Disposable {
  readonly #directory: string;
  readonly #maxBytes: number;
  readonly #open = new LRUCache<ReelName, OpenReel>({
    max: MAX_OPEN,
    dispose: (reel) => reel[Symbol.dispose](),
  });
  readonly #limit = pLimit(availableParallelism());

  /** @param maxBytes what all cached reels may take on disk */
  constructor(directory: string, maxBytes: number) {
    this.#directory = directory;
    this.#maxBytes = maxBytes;
  }

  /** The same reel for the same definition; the first caller's repository produces it. */
  async open(repository: Repository, reel: Reel): Promise<OpenReel> {
    const name = nameOfReel(reel);
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await this.#makeRoom();
    const again = this.#open.get(name);
    if (again !== undefined) return again;
    const opened = new OpenReel(repository, reel, join(this.#directory, name), this.#limit);
    this.#open.set(name, opened);
    // The next one who asks starts anew.
    opened.listed().catch(() => {
      if (this.#open.peek(name) === opened) this.#open.delete(name);
    });
    return opened;
  }

  /** It could not be given: the next one who asks starts anew. What was made of it stays on disk. */
  forget(name: ReelName): void {
    this.#open.delete(name);
  }

  [Symbol.dispose](): void {
    this.#open.clear();
  }

  /** Removes the reels unused for longest until the rest fits; open ones are in use. */
  async #makeRoom(): Promise<void> {
    const cached = await this.#measure();
    let total = cached.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { name, bytes } of cached.sort((a, b) => a.usedAt - b.usedAt)) {
      if (total <= this.#maxBytes) break;
      if (this.#open.has(name)) continue;
      await rm(join(this.#directory, name), { recursive: true, force: true });
      total -= bytes;
    }
  }

  async #measure(): Promise<{ name: ReelName; bytes: number; usedAt: number }[]> {
    const names = (await readdir(this.#directory)) as ReelName[];
    return Promise.all(
      names.map(async (name) => {
        const folder = join(this.#directory, name);
        const files = await readdir(folder).catch(() => []);
        const sizes = await Promise.all(
          files.map((file) =>
            stat(join(folder, file)).then(
              ({ size }) => size,
              () => 0,
            ),
          ),
        );
        const usedAt = await stat(folder).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        );
        return { name, bytes: sizes.reduce((sum, size) => sum + size, 0), usedAt };
      }),
    );
  }
}
