import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { LimitFunction } from 'p-limit';
import { type Block, type PlanLine, planLineSchema, type Reel } from '../../shared/gtp/reel.ts';
import { deferred } from '../deferred.ts';
import { byteLines } from '../git/lines.ts';
import type { Repository } from '../git/open.ts';
import { packObjects } from '../git/pack-objects.ts';
import { listEdges } from '../git/rev-list.ts';
import { partition } from './partition.ts';
import { StripLists } from './strip-lists.ts';

/** A block on disk: a pack with its index. */
export interface BlockFile {
  readonly packPath: string;
  readonly indexPath: string;
}

/** Holds the blocks of a folder whose object lists are complete. */
const PLAN = 'plan.json';
const NEWLINE = Buffer.from('\n');

/**
 * A reel that this peer can produce: its objects are listed once, each block is built once, however
 * many ask for it at the same time.
 */
export class OpenReel {
  readonly reel: Reel;
  readonly #repository: Repository;
  readonly #directory: string;
  readonly #limit: LimitFunction;
  readonly #blocks = new Map<string, Promise<BlockFile>>();
  readonly #abort = new AbortController();
  /** Settle when the lists of the commits' blocks, and of the others, are on disk. */
  readonly #commits: Promise<Block[]>;
  readonly #others: Promise<Block[]>;
  #edges: Promise<string> | null = null;

  /** @param limit bounds how much of this is done at once, over all reels */
  constructor(repository: Repository, reel: Reel, directory: string, limit: LimitFunction) {
    this.reel = reel;
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

  /** Builds the block, or takes it from the cache. A failed build is tried again when next asked. */
  block(block: Block): Promise<BlockFile> {
    const name = nameOf(block);
    const known = this.#blocks.get(name);
    if (known !== undefined) return known;
    const building = this.#obtain(block);
    this.#blocks.set(name, building);
    building.catch(() => this.#blocks.delete(name));
    return building;
  }

  /** Ends what is under way. The files stay. */
  dispose(): void {
    this.#abort.abort();
  }

  async #list(onCommits: (blocks: Block[]) => void): Promise<Block[]> {
    const file = join(this.#directory, PLAN);
    const known = await readPlan(file);
    if (known !== null) {
      await utimes(this.#directory, new Date(), new Date());
      onCommits([]);
      return known;
    }
    // Half a listing of an earlier run is of no use.
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#directory, { recursive: true });
    let commits: Block[] = [];
    const others = await partition(
      this.#repository,
      this.reel,
      this.#directory,
      (blocks) => {
        commits = blocks;
        onCommits(blocks);
      },
      this.#abort.signal,
    );
    await writeFile(file, JSON.stringify({ blocks: [...commits, ...others], isLast: true }));
    return others;
  }

  async #obtain(block: Block): Promise<BlockFile> {
    const isCommits = block.strip < this.reel.layout.windows;
    await (isCommits ? this.#commits : this.#others);
    const base = join(this.#directory, nameOf(block));
    const file = { packPath: `${base}.pack`, indexPath: `${base}.idx` };
    if (await exists(file.packPath)) return file;
    return this.#limit(() => this.#build(block, file));
  }

  async #build(block: Block, file: BlockFile): Promise<BlockFile> {
    const scratch = join(this.#directory, `building-${nameOf(block)}`);
    await this.#removeScratch(scratch);
    const list = Readable.from(this.#listOf(block, await this.#preferredBases()));
    const checksum = await packObjects(this.#repository, list, scratch, this.#abort.signal);
    await rename(`${scratch}-${checksum}.idx`, file.indexPath);
    // The pack last: it is what tells that the block is there.
    await rename(`${scratch}-${checksum}.pack`, file.packPath);
    return file;
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

  /** What an interrupted build left behind. */
  async #removeScratch(scratch: string): Promise<void> {
    const names = await readdir(this.#directory);
    const stale = names
      .map((name) => join(this.#directory, name))
      .filter((path) => path.startsWith(`${scratch}-`));
    await Promise.all(stale.map((path) => rm(path, { force: true })));
  }
}

function nameOf({ strip, from, to }: Block): string {
  return `${strip}.${from}-${to}`;
}

/** Null while there is none, or it cannot be read. */
async function readPlan(file: string): Promise<Block[] | null> {
  try {
    return planLineSchema.parse(JSON.parse(await readFile(file, 'utf8'))).blocks;
  } catch {
    return null;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
