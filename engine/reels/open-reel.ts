import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { LimitFunction } from 'p-limit';
import {
  type Block,
  formatBlock,
  type PlanLine,
  planLineSchema,
  type Reel,
  stripCount,
} from '../../shared/gtp/reel.ts';
import type { ObjectFormat, ReelName } from '../../shared/ids.ts';
import { byteLines } from '../git/lines.ts';
import type { Repository } from '../git/open.ts';
import { readPackSummary } from '../git/pack-header.ts';
import { packObjects } from '../git/pack-objects.ts';
import { listEdges } from '../git/rev-list.ts';
import { deferred } from '../waiting/deferred.ts';
import type { BlockFile, BlockGiver } from './block-giver.ts';
import { partition } from './listing/partition.ts';
import { StripLists } from './listing/strip-lists.ts';
import { nameOfReel } from './rules/reel-name.ts';

/** A block that is being built, or was. */
interface Build {
  readonly file: Promise<BlockFile>;
  readonly abort: AbortController;
  waiting: number;
  isDone: boolean;
}

/** Holds the blocks of a folder whose object lists are complete. */
const PLAN = 'plan.json';
/** Begins the names of what is being built. */
const UNFINISHED = 'building-';
const NEWLINE = Buffer.from('\n');

/**
 * A reel that this peer can produce: its objects are listed once, each block is built once, however
 * many ask for it at the same time.
 */
export class OpenReel implements BlockGiver, Disposable {
  readonly name: ReelName;
  readonly reel: Reel;
  readonly #repository: Repository;
  readonly #directory: string;
  readonly #limit: LimitFunction;
  readonly #blocks = new Map<string, Build>();
  readonly #abort = new AbortController();
  /** Settle when the lists of the commits' blocks, and of the others, are on disk. */
  readonly #commits: Promise<Block[]>;
  readonly #others: Promise<Block[]>;
  #edges: Promise<string> | null = null;
  #builds = 0;

  /** @param limit bounds how much of this is done at once, over all reels */
  constructor(repository: Repository, reel: Reel, directory: string, limit: LimitFunction) {
    this.reel = reel;
    this.name = nameOfReel(reel);
    this.#repository = repository;
    this.#directory = directory;
    this.#limit = limit;
    const commits = deferred<Block[]>();
    this.#commits = commits.promise;
    this.#others = this.#list(commits.resolve);
    this.#others.catch(commits.reject);
    // Whoever waits for a block is told; with nobody waiting there is nobody to tell.
    this.#commits.catch(() => {});
    this.#others.catch(() => {});
  }

  /** Its blocks, as they become known: the commits' first, then all others. */
  async *plan(): AsyncGenerator<PlanLine> {
    yield { blocks: await this.#commits, isLast: false };
    yield { blocks: await this.#others, isLast: true };
  }

  /** Settles when all objects are listed; a reel whose listing failed is of no use. */
  async listed(): Promise<void> {
    await this.#others;
  }

  get objectFormat(): ObjectFormat {
    return this.reel.objectFormat;
  }

  has({ strip }: Block): boolean {
    return strip < stripCount(this.reel.layout);
  }

  isReady(block: Block): boolean {
    return this.#blocks.get(formatBlock(block))?.isDone ?? false;
  }

  /**
   * Builds the block, or takes it from the cache. A build that fails is tried again when next asked;
   * one that nobody waits for any more is ended.
   */
  async block(block: Block, signal: AbortSignal): Promise<BlockFile> {
    signal.throwIfAborted();
    const name = formatBlock(block);
    const build = this.#blocks.get(name) ?? this.#begin(block);
    build.waiting += 1;
    const leave = () => {
      build.waiting -= 1;
      if (build.waiting > 0 || build.isDone) return;
      this.#forget(name, build);
      build.abort.abort();
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await build.file;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Ends what is under way. The files stay. */
  [Symbol.dispose](): void {
    this.#abort.abort();
  }

  #begin(block: Block): Build {
    const name = formatBlock(block);
    const abort = new AbortController();
    const signal = AbortSignal.any([this.#abort.signal, abort.signal]);
    const build: Build = { file: this.#obtain(block, signal), abort, waiting: 0, isDone: false };
    this.#blocks.set(name, build);
    build.file.then(
      () => {
        build.isDone = true;
      },
      () => this.#forget(name, build),
    );
    return build;
  }

  #forget(name: string, build: Build): void {
    if (this.#blocks.get(name) === build) this.#blocks.delete(name);
  }

  async #list(onCommits: (blocks: Block[]) => void): Promise<Block[]> {
    const file = join(this.#directory, PLAN);
    const known = await readPlan(file);
    if (known !== null) {
      await this.#removeUnfinished();
      await utimes(this.#directory, new Date(), new Date());
      onCommits([]);
      return known;
    }
    // Half a listing of an earlier run is of no use.
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#directory, { recursive: true });
    let commits: Block[] = [];
    const hear = (blocks: Block[]) => {
      commits = blocks;
      onCommits(blocks);
    };
    const others = await this.#limit(() =>
      partition(this.#repository, this.reel, this.#directory, hear, this.#abort.signal),
    );
    await writeFile(file, JSON.stringify({ blocks: [...commits, ...others], isLast: true }));
    return others;
  }

  async #obtain(block: Block, signal: AbortSignal): Promise<BlockFile> {
    const isCommits = block.strip < this.reel.layout.windows;
    await (isCommits ? this.#commits : this.#others);
    const base = join(this.#directory, formatBlock(block));
    const paths = { packPath: `${base}.pack`, indexPath: `${base}.idx` };
    const cached = await readPackSummary(paths.packPath, this.objectFormat).catch(() => null);
    if (cached !== null) return { ...paths, checksum: cached.checksum };
    return this.#limit(() => this.#build(block, paths, signal));
  }

  async #build(
    block: Block,
    paths: { packPath: string; indexPath: string },
    signal: AbortSignal,
  ): Promise<BlockFile> {
    signal.throwIfAborted();
    this.#builds += 1;
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
      return { ...paths, checksum };
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
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
    if (this.reel.haves.length === 0) return Promise.resolve('');
    this.#edges ??= listEdges(this.#repository, {
      from: this.reel.wants,
      notFrom: this.reel.haves,
    }).then((edges) => edges.map((oid) => `-${oid}\n`).join(''));
    return this.#edges;
  }

  /** What interrupted builds of an earlier run left behind. */
  async #removeUnfinished(): Promise<void> {
    const names = await readdir(this.#directory);
    const stale = names.filter((name) => name.startsWith(UNFINISHED));
    await Promise.all(
      stale.map((name) => rm(join(this.#directory, name), { recursive: true, force: true })),
    );
  }
}

/** Null while there is none, or it cannot be read. */
async function readPlan(file: string): Promise<Block[] | null> {
  try {
    return planLineSchema.parse(JSON.parse(await readFile(file, 'utf8'))).blocks;
  } catch {
    return null;
  }
}
