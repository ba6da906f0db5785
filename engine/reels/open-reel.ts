import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { LimitFunction } from 'p-limit';
import type { Reel } from '../../shared/gtp/reel.ts';
import { deferred } from '../deferred.ts';
import type { Repository } from '../git/open.ts';
import { packObjects } from '../git/pack-objects.ts';
import { listEdges } from '../git/rev-list.ts';
import { BlockLists } from './block-lists.ts';
import { partition } from './partition.ts';

/** A block on disk: a pack with its index. */
export interface BlockFile {
  readonly packPath: string;
  readonly indexPath: string;
}

/** Marks a folder whose object lists are complete. */
const LISTED = 'listed';

/**
 * A reel that this peer can produce: its objects are listed once, each block is built once, however
 * many ask for it at the same time.
 */
export class OpenReel {
  readonly reel: Reel;
  readonly #repository: Repository;
  readonly #directory: string;
  readonly #limit: LimitFunction;
  readonly #blocks = new Map<number, Promise<BlockFile>>();
  readonly #abort = new AbortController();
  /** Settle when the lists of the commits' blocks, and of all blocks, are on disk. */
  readonly #commitsListed: Promise<void>;
  readonly #listed: Promise<void>;
  #edges: Promise<string> | null = null;

  /** @param limit bounds how much of this is done at once, over all reels */
  constructor(repository: Repository, reel: Reel, directory: string, limit: LimitFunction) {
    this.reel = reel;
    this.#repository = repository;
    this.#directory = directory;
    this.#limit = limit;
    const commits = deferred();
    this.#commitsListed = commits.promise;
    this.#listed = this.#list(() => commits.resolve());
    this.#listed.then(commits.resolve, commits.reject);
    // Whoever waits for a block is told; with nobody waiting there is nobody to tell.
    this.#commitsListed.catch(() => {});
    this.#listed.catch(() => {});
  }

  /** Settles when all objects are listed; a reel whose listing failed is of no use. */
  get listed(): Promise<void> {
    return this.#listed;
  }

  /** Builds the block, or takes it from the cache. A failed build is tried again when next asked. */
  block(index: number): Promise<BlockFile> {
    const known = this.#blocks.get(index);
    if (known !== undefined) return known;
    const building = this.#obtain(index);
    this.#blocks.set(index, building);
    building.catch(() => this.#blocks.delete(index));
    return building;
  }

  /** Ends what is under way. The files stay. */
  dispose(): void {
    this.#abort.abort();
  }

  async #list(onCommitsListed: () => void): Promise<void> {
    const marker = join(this.#directory, LISTED);
    if (await exists(marker)) {
      await utimes(this.#directory, new Date(), new Date());
      return;
    }
    // Half a listing of an earlier run is of no use.
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#directory, { recursive: true });
    await partition(
      this.#repository,
      this.reel,
      this.#directory,
      onCommitsListed,
      this.#abort.signal,
    );
    await writeFile(marker, '');
  }

  async #obtain(index: number): Promise<BlockFile> {
    const isCommits = index < this.reel.layout.windows;
    await (isCommits ? this.#commitsListed : this.#listed);
    const base = join(this.#directory, String(index));
    const file = { packPath: `${base}.pack`, indexPath: `${base}.idx` };
    if (await exists(file.packPath)) return file;
    return this.#limit(() => this.#build(index, file));
  }

  async #build(index: number, file: BlockFile): Promise<BlockFile> {
    const scratch = join(this.#directory, `building-${index}`);
    await this.#removeScratch(scratch);
    const edges = await this.#preferredBases();
    const list = Readable.from(
      concat(edges, createReadStream(BlockLists.path(this.#directory, index))),
    );
    const checksum = await packObjects(this.#repository, list, scratch, this.#abort.signal);
    await rename(`${scratch}-${checksum}.idx`, file.indexPath);
    // The pack last: it is what tells that the block is there.
    await rename(`${scratch}-${checksum}.pack`, file.packPath);
    return file;
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

async function* concat(head: string, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (head !== '') yield Buffer.from(head);
  yield* rest;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
