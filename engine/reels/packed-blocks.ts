import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Block, formatBlock, type Reel } from '../../shared/gtp/reel.ts';
import { byteLines } from '../git/lines.ts';
import type { Repository } from '../git/open.ts';
import { readPackSummary } from '../git/pack-header.ts';
import { packObjects } from '../git/pack-objects.ts';
import { listEdges } from '../git/rev-list.ts';
import { type BlockBytes, bytesOfBlockFile } from './block-giver.ts';
import { StripLists } from './listing/strip-lists.ts';
import { UNFINISHED } from './reel-folder.ts';

const NEWLINE = Buffer.from('\n');

/** Blocks of a reel as packs that git makes, one by one, in files of their own. */
export class PackedBlocks implements Disposable {
  readonly #repository: Repository;
  readonly #reel: Reel;
  readonly #directory: string;
  readonly #over = new AbortController();
  #edges: Promise<string> | null = null;
  #builds = 0;

  /** @param directory of the reel: its lists are here, and packs come here */
  constructor(repository: Repository, reel: Reel, directory: string) {
    this.#repository = repository;
    this.#reel = reel;
    this.#directory = directory;
  }

  /** Where a block is, once it is made. */
  filesOf(block: Block): string[] {
    const { packPath, indexPath } = this.#pathsOf(block);
    return [packPath, indexPath];
  }

  /** Null if it is not here. */
  async find(block: Block): Promise<BlockBytes | null> {
    const paths = this.#pathsOf(block);
    const { objectFormat } = this.#reel;
    const summary = await readPackSummary(paths.packPath, objectFormat).catch(() => null);
    return summary === null ? null : bytesOfBlockFile({ ...paths, checksum: summary.checksum });
  }

  /** @param onMade hears of each that is there, and is waited for */
  async make(
    blocks: readonly Block[],
    onMade: (block: Block) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    for (const block of blocks) {
      await this.#make(block, signal);
      await onMade(block);
    }
  }

  [Symbol.dispose](): void {
    this.#over.abort();
  }

  async #make(block: Block, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#builds += 1;
    const paths = this.#pathsOf(block);
    const scratch = join(this.#directory, `${UNFINISHED}${this.#builds}`);
    try {
      await mkdir(scratch);
      const list = Readable.from(this.#listOf(block, await this.#preferredBases()));
      // git's own temporary files, too, stay out of the user's repository, and it does not always
      // remove them.
      const { gitDir, objectsDir } = this.#repository;
      const objects = { directory: scratch, alternates: [objectsDir] };
      const built = join(scratch, 'block');
      const checksum = await packObjects({ gitDir, objects }, list, built, signal);
      await rename(`${built}-${checksum}.idx`, paths.indexPath);
      // The pack last: it is what tells that the block is there.
      await rename(`${built}-${checksum}.pack`, paths.packPath);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  #pathsOf(block: Block) {
    const base = join(this.#directory, formatBlock(block));
    return { packPath: `${base}.pack`, indexPath: `${base}.idx` };
  }

  /** The lines of a block, behind the bases. */
  async *#listOf({ strip, from, to }: Block, bases: string): AsyncGenerator<Buffer> {
    if (bases !== '') yield Buffer.from(bases);
    let position = 0;
    for await (const lines of byteLines(
      createReadStream(StripLists.path(this.#directory, strip)),
    )) {
      const chosen = lines.slice(Math.max(0, from - position), Math.max(0, to - position));
      position += lines.length;
      if (chosen.length > 0) yield Buffer.concat(chosen.flatMap((line) => [line, NEWLINE]));
      if (position >= to) return;
    }
  }

  /** Commits whose trees the receiver has: versions in them may be delta bases. */
  #preferredBases(): Promise<string> {
    const { wants, haves } = this.#reel;
    if (haves.length === 0) return Promise.resolve('');
    this.#edges ??= listEdges(
      this.#repository,
      { from: wants, notFrom: haves },
      this.#over.signal,
    ).then((edges) => edges.map((oid) => `-${oid}\n`).join(''));
    return this.#edges;
  }
}
