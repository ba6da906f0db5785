import type { ObjectFormat, Oid } from '../../shared/ids.ts';
import { cappedFields } from './capped-fields.ts';
import { type GitPlace, type RunningGit, start } from './run.ts';
import { textOf } from './text.ts';

/** A path that is longer than this, in bytes, is told as its beginning. */
const LONGEST_PATH = 64 * 1024;

/** Beyond so many lost and new files, only those that are the very same are found to be renamed. */
const RENAME_LIMIT = 1_000;

/** A file that differs, as `git diff-tree --raw` tells it. */
export interface RawChange {
  /** As in git-diff-tree(1): `A`, `D`, `M`, `R`, `T`. */
  readonly letter: string;
  /** In percent, of a renamed file. */
  readonly similarity: number | null;
  /** `000000` where there is none. */
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldOid: Oid;
  readonly newOid: Oid;
  /** As `textOf` has it; of a renamed file, where it was before, and where it is. */
  readonly oldPath: string | null;
  readonly path: string;
}

/** The tree without files, of which git knows without having it. */
export function emptyTree(format: ObjectFormat): Oid {
  const sha1 = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
  const sha256 = '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321';
  return (format === 'sha1' ? sha1 : sha256) as Oid;
}

/** The files that differ between two commits, or trees, in git's order. */
export async function* listChanges(
  place: GitPlace,
  from: Oid,
  to: Oid,
  signal?: AbortSignal,
): AsyncGenerator<RawChange> {
  using running = startDiffTree(place, '--raw', from, to, signal);
  const fields = cappedFields(running.stdout, LONGEST_PATH);
  for await (const head of fields) {
    // `:<mode> <mode> <oid> <oid> <letter and similarity>`
    const [oldMode = '', newMode = '', oldOid = '', newOid = '', what = ''] = textOf(head)
      .slice(1)
      .split(' ');
    const first = await nextText(fields);
    const isRenamed = what.startsWith('R');
    yield {
      letter: what.slice(0, 1),
      similarity: isRenamed ? Number(what.slice(1)) : null,
      ...{ oldMode, newMode, oldOid: oldOid as Oid, newOid: newOid as Oid },
      oldPath: isRenamed ? first : null,
      path: isRenamed ? await nextText(fields) : first,
    };
  }
  await running.exit;
}

/** How many lines of a file were added and removed; null of one that is no text. */
export interface LineCount {
  readonly path: string;
  readonly added: number | null;
  readonly removed: number | null;
}

/** The same files with their lines counted: each of them is read for it. */
export async function* countLines(
  place: GitPlace,
  from: Oid,
  to: Oid,
  signal?: AbortSignal,
): AsyncGenerator<LineCount> {
  using running = startDiffTree(place, '--numstat', from, to, signal);
  const fields = cappedFields(running.stdout, LONGEST_PATH);
  for await (const field of fields) {
    const [added = '', removed = '', ...rest] = textOf(field).split('\t');
    let path = rest.join('\t');
    if (path === '') {
      // Renamed: both paths follow.
      await nextText(fields);
      path = await nextText(fields);
    }
    yield { path, added: numberOf(added), removed: numberOf(removed) };
  }
  await running.exit;
}

function startDiffTree(
  place: GitPlace,
  format: '--raw' | '--numstat',
  from: Oid,
  to: Oid,
  signal?: AbortSignal,
): RunningGit {
  const args = [
    ...['diff-tree', '-r', '-z', format, '--no-abbrev', '--find-renames', `-l${RENAME_LIMIT}`],
    ...['--no-color', '--no-ext-diff', '--no-textconv', '--ignore-submodules=none'],
  ];
  return start(place, [...args, from, to, '--'], { signal });
}

async function nextText(fields: AsyncGenerator<Buffer>): Promise<string> {
  const { value, done } = await fields.next();
  return done ? '' : textOf(value);
}

function numberOf(printed: string): number | null {
  return /^\d+$/.test(printed) ? Number(printed) : null;
}
