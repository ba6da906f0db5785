import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { type SignedEntry, signedEntrySchema } from '../../shared/gtp/push.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import { ChainError, ChainFullError } from '../errors/chain.ts';
import { DamagedFileError } from '../errors/data-folder.ts';
import { explainDiskFull } from '../errors/interruptions.ts';
import { Chain } from './chain.ts';
import { byShortId, type NameOf } from './names.ts';

const NAME = 'chain.jsonl';
const NEWLINE = 0x0a;

const lineSchema = z.array(signedEntrySchema);

/**
 * A project's chain on disk: one line for all entries that came together, which are there as a whole or not at all.
 * It only grows; what a crash left of a line is no line.
 */
export class ChainFile {
  readonly #path: string;
  #chain: Chain;
  #bytes: number;

  private constructor(path: string, chain: Chain, bytes: number) {
    this.#path = path;
    this.#chain = chain;
    this.#bytes = bytes;
  }

  /**
   * Reads and checks all of it; a folder that has none yet is one with an empty chain.
   * @throws DamagedFileError where it holds anything but a chain of this project, begun by this owner
   */
  static async open(
    folder: string,
    { project, owner }: { readonly project: SwarmId; readonly owner: PeerId },
    nameOf: NameOf = byShortId,
  ): Promise<ChainFile> {
    const path = join(folder, NAME);
    const file = await open(path, 'a+', 0o600);
    try {
      const content = await file.readFile();
      const bytes = content.lastIndexOf(NEWLINE) + 1;
      if (bytes < content.length) await file.truncate(bytes);
      const text = content.subarray(0, bytes).toString('utf8');
      return new ChainFile(path, chainOf(path, text, new Chain(project, owner, nameOf)), bytes);
    } finally {
      await file.close();
    }
  }

  /** Whether there is an entry in this folder. */
  static async isBegun(folder: string): Promise<boolean> {
    const size = await stat(join(folder, NAME)).then(
      (found) => found.size,
      () => 0,
    );
    return size > 0;
  }

  /** What is on disk: not to be appended to but here. */
  get chain(): Chain {
    return this.#chain;
  }

  /**
   * Adds entries, and settles when they are on disk.
   * @returns takes them away again
   * @throws ChainError, DiskFullError, and nothing has changed then
   */
  async append(entries: readonly SignedEntry[]): Promise<() => Promise<void>> {
    const [before, bytes] = [this.#chain, this.#bytes];
    const after = before.copy();
    const verified = entries.map((each) => after.append(each));
    const line = Buffer.from(`${JSON.stringify(entries)}\n`);
    const last = verified.at(-1)?.entry;
    if (last !== undefined && bytes + line.length > LIMITS.chainBytes) {
      throw new ChainFullError({ seq: last.seq, peer: last.peer, name: '' });
    }
    await this.#withFile(async (file) => {
      try {
        await file.writeFile(line);
        await file.datasync();
      } catch (error) {
        await file.truncate(bytes).catch(() => {});
        throw explainDiskFull(error);
      }
    });
    this.#chain = after;
    this.#bytes = bytes + line.length;
    return async () => {
      await this.#withFile(async (file) => {
        await file.truncate(bytes);
        await file.datasync();
      });
      this.#chain = before;
      this.#bytes = bytes;
    };
  }

  async #withFile(work: (file: FileHandle) => Promise<void>): Promise<void> {
    const file = await open(this.#path, 'a', 0o600);
    try {
      await work(file);
    } finally {
      await file.close();
    }
  }
}

function chainOf(path: string, text: string, chain: Chain): Chain {
  try {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      for (const each of lineSchema.parse(JSON.parse(line))) chain.append(each);
    }
  } catch (error) {
    const isDamage =
      error instanceof SyntaxError || error instanceof z.ZodError || error instanceof ChainError;
    throw isDamage ? new DamagedFileError(path, text, error) : error;
  }
  return chain;
}
