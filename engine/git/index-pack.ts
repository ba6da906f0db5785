import { createReadStream } from 'node:fs';
import type { ObjectFormat } from '../../shared/ids.ts';
import { isGitFailure } from './errors.ts';
import { unknownFsckId } from './failures.ts';
import { type GitOptions, type GitPlace, git, type RunningGit, start } from './run.ts';

/**
 * For packs of those whom nobody trusts. A delta of a hundred bytes can make an object of gigabytes: git keeps
 * it in memory as a whole, while large files that are no deltas pass through.
 */
const GUARDED: Pick<GitOptions, 'settings' | 'largestPiece'> = {
  settings: [['core.bigFileThreshold', '16m']],
  // Above what git itself makes deltas of (core.bigFileThreshold).
  largestPiece: 640 * 1024 * 1024,
};

export interface IndexPackOptions {
  readonly signal?: AbortSignal;
  /** Whether the pack may be a trap: fails as `too-large` where an object takes more memory than any honest one. */
  readonly isGuarded?: boolean;
  /** Where there may be no repository that says it. */
  readonly format?: ObjectFormat;
}

/**
 * Indexes a pack that is complete in itself, where it lies, after recomputing every object's id.
 * Both paths are absolute, so that none is taken for an option.
 * @throws GitFailedError as `bad-data`, `too-large` or `file-gone`
 */
export async function indexPack(
  place: GitPlace,
  packPath: string,
  indexPath: string,
  { signal, isGuarded = false, format }: IndexPackOptions = {},
): Promise<void> {
  const how = ['--threads=1', '--no-rev-index', ...(format ? [`--object-format=${format}`] : [])];
  await git(place, ['index-pack', ...how, '-o', indexPath, packPath], {
    signal,
    ...(isGuarded ? GUARDED : {}),
    expects: ['file-gone', 'too-large', 'bad-data'],
  });
}

/**
 * Indexes a thin pack: adds the bases it lacks from the repository and stores it in the object
 * directory of `place`. Answers with the checksum that names it there.
 * @throws GitFailedError as `bad-data` or `too-large`
 */
export async function indexThinPack(
  place: GitPlace,
  packPath: string,
  { signal, isGuarded = false }: IndexPackOptions = {},
): Promise<string> {
  const { stdout } = await git(place, ['index-pack', '--threads=1', '--stdin', '--fix-thin'], {
    signal,
    ...(isGuarded ? GUARDED : {}),
    input: createReadStream(packPath),
    expects: ['too-large', 'bad-data'],
  });
  // `pack<TAB><checksum>`, or `keep<TAB>…` with --keep.
  return stdout.trim().split('\t').at(-1) ?? '';
}

/** A pack that git indexes, and writes down, while it is written to git. */
export class FedIndexPack implements Disposable {
  readonly #running: RunningGit;

  /** Both paths are absolute, and nothing is there yet. The pack may be a trap. */
  constructor(place: GitPlace, packPath: string, indexPath: string, signal: AbortSignal) {
    const args = ['index-pack', '--stdin', '--no-rev-index', '-o', indexPath, packPath];
    this.#running = start(place, args, {
      ...{ signal, ...GUARDED, keepsInputOpen: true },
      expects: ['too-large', 'bad-data'],
    });
    this.#running.stdout.resume();
  }

  /**
   * Settles when git has taken these bytes: they may be overwritten then.
   * @throws what git ends with, if it does
   */
  async write(bytes: Uint8Array): Promise<void> {
    const { stdin, exit } = this.#running;
    const failure = await new Promise<unknown>((settle) => {
      stdin.write(bytes, settle);
    });
    if (failure == null) return;
    await exit;
    throw failure;
  }

  /**
   * Nothing follows: settles when the pack and its index are there.
   * @throws GitFailedError as `too-large` or `bad-data`
   */
  async end(): Promise<void> {
    this.#running.stdin.end();
    await this.#running.exit;
  }

  /** Settles when git does nothing any more. */
  async ended(): Promise<void> {
    await this.#running.exit.catch(() => {});
  }

  [Symbol.dispose](): void {
    this.#running[Symbol.dispose]();
  }
}

/**
 * Checks the content of every object in a pack as `git fetch` does when fetch.fsckObjects is set.
 * All objects it links to must be here by now.
 * @param levels of `readFsckLevels`; names that this git does not know are passed over, as `git fetch` does
 * @throws GitFailedError as `bad-setting` or `bad-data`
 */
export async function fsckPack(
  place: GitPlace,
  packPath: string,
  scratchIndex: string,
  levels: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const strict = levels.length === 0 ? '--strict' : `--strict=${levels.join(',')}`;
  try {
    await git(place, ['index-pack', strict, '-o', scratchIndex, packPath], {
      signal,
      expects: ['unknown-fsck-id', 'bad-setting', 'bad-data'],
    });
  } catch (error) {
    if (!isGitFailure(error, 'unknown-fsck-id')) throw error;
    const unknown = unknownFsckId(error.stderr);
    const known = levels.filter((level) => level.split('=')[0]?.toLowerCase() !== unknown);
    if (known.length === levels.length) throw error;
    await fsckPack(place, packPath, scratchIndex, known, signal);
  }
}
