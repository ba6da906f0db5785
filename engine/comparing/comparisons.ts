import { LRUCache } from 'lru-cache';
import type { ChangedFile, Comparison, FileDiff, FileList } from '../../shared/gtp/comparison.ts';
import type { Oid } from '../../shared/ids.ts';
import { blobSizes } from '../git/blob-sizes.ts';
import { emptyTree } from '../git/diff-tree.ts';
import { writeEmptyBlob } from '../git/empty-blob.ts';
import type { Repository } from '../git/open.ts';
import { inScratchRepository, type ScratchPlace } from '../git/scratch-repository.ts';
import { compare } from './compare.ts';
import { diffFile, pageOfDiff, type WholeDiff } from './file-diff.ts';
import { listFiles } from './list-files.ts';
import { within } from './within.ts';

/** Lists of files remembered, by how many files they have together, and read diffs, in bytes. */
const MOST_FILES = 20_000;
const MOST_DIFFS = 48 * 1024 * 1024;
const PATIENCE = 20_000;
const SUBMODULE = '160000';

/** Two commits of a repository; without the first one, all that the other has. */
export interface Ends {
  readonly from: Oid | null;
  readonly to: Oid;
}

/**
 * Compares commits of repositories on this computer. It works in a place without settings and attributes, so
 * that nothing which somebody committed, or set, starts a program.
 */
export class Comparisons {
  readonly #scratchDirectory: string;
  /** What two commits differ in never changes. */
  readonly #lists = new LRUCache<string, FileList>({
    maxSize: MOST_FILES,
    sizeCalculation: ({ files }) => files.length + 1,
  });
  readonly #diffs = new LRUCache<string, WholeDiff>({
    maxSize: MOST_DIFFS,
    sizeCalculation: (diff) => costOf(diff),
  });

  readonly #patience: number;

  /**
   * @param scratchDirectory an existing folder
   * @param patience how long the diff of a file may take, in milliseconds
   */
  constructor(scratchDirectory: string, patience = PATIENCE) {
    this.#scratchDirectory = scratchDirectory;
    this.#patience = patience;
  }

  /** As `compare` does it, with the files remembered for diffs of them. */
  async compare(
    repository: Repository,
    head: Oid,
    haves: readonly Oid[],
    signal: AbortSignal,
  ): Promise<Comparison> {
    const compared = await this.#work(repository, (place) => compare(place, head, haves, signal));
    const { files, fileCount, added, removed } = compared;
    const list = { files, fileCount, added, removed };
    this.#lists.set(keyOf(repository, { from: compared.base, to: head }), list);
    return compared;
  }

  async files(repository: Repository, ends: Ends, signal: AbortSignal): Promise<FileList> {
    const key = keyOf(repository, ends);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const from = ends.from ?? emptyTree(repository.objectFormat);
    const list = await this.#work(repository, (place) => listFiles(place, from, ends.to, signal));
    this.#lists.set(key, list);
    return list;
  }

  /**
   * How one file differs, from a line on.
   * @param largest a file with more bytes is not looked at
   * @returns null if no file of this path does
   */
  async diff(
    repository: Repository,
    ends: Ends,
    { path, from, largest }: { path: string; from: number; largest: number },
    signal: AbortSignal,
  ): Promise<FileDiff | null> {
    const { files } = await this.files(repository, ends, signal);
    const file = files.find((each) => each.path === path);
    if (file === undefined) return null;
    const key = `${repository.commonDir} ${file.old?.oid} ${file.new?.oid} ${largest}`;
    const whole = this.#diffs.get(key) ?? (await this.#read(repository, file, largest, signal));
    // What takes so long now is nothing to read; another time it may not.
    if (whole === null) return { kind: 'large' };
    this.#diffs.set(key, whole);
    return pageOfDiff(whole, from);
  }

  /**
   * A file as it is, told as what it differs in from nothing.
   * @returns null if its content is not here
   */
  async content(
    repository: Repository,
    { oid, mode }: { readonly oid: Oid; readonly mode: string },
    { from, largest }: { readonly from: number; readonly largest: number },
    signal: AbortSignal,
  ): Promise<FileDiff | null> {
    const key = `${repository.commonDir} ${mode} ${oid} ${largest}`;
    const known = this.#diffs.get(key);
    if (known !== undefined) return pageOfDiff(known, from);
    const bytes = (await blobSizes(repository, [oid], signal)).get(oid);
    if (mode !== SUBMODULE && bytes === undefined) return null;
    const side = { oid, mode, bytes: bytes ?? null, lfsBytes: null };
    const whole = await this.#read(repository, { old: null, new: side }, largest, signal);
    if (whole === null) return { kind: 'large' };
    this.#diffs.set(key, whole);
    return pageOfDiff(whole, from);
  }

  /** Null where that takes too long. */
  #read(
    repository: Repository,
    file: Pick<ChangedFile, 'old' | 'new'>,
    largest: number,
    signal: AbortSignal,
  ): Promise<WholeDiff | null> {
    return within(this.#patience, signal, (patience) =>
      this.#work(repository, async (place) => {
        const empty = await writeEmptyBlob(place);
        return diffFile(place, file, { empty, largest }, patience);
      }),
    );
  }

  #work<T>(repository: Repository, work: (place: ScratchPlace) => Promise<T>): Promise<T> {
    return inScratchRepository(repository, this.#scratchDirectory, work);
  }
}

function keyOf({ commonDir }: Repository, { from, to }: Ends): string {
  return `${commonDir} ${from} ${to}`;
}

function costOf(diff: WholeDiff): number {
  if (diff.kind === 'text') return diff.diff.cost + 1;
  if (diff.kind !== 'binary') return 1;
  return (diff.old?.base64.length ?? 0) + (diff.new?.base64.length ?? 0) + 1;
}
