import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/** A ref as git lists it. `commit` describes the commit it leads to, if it leads to one. */
export interface RefEntry {
  readonly ref: string;
  readonly oid: Oid;
  readonly commit: { time: number; author: string; subject: string } | null;
}

// Fields of an annotated tag's target come behind `*`; %00 cannot occur in any of them.
const FIELDS = [
  '%(refname)',
  '%(objectname)',
  '%(objecttype)',
  '%(*objecttype)',
  '%(committerdate:unix)',
  '%(*committerdate:unix)',
  '%(authorname)',
  '%(*authorname)',
  '%(contents:subject)',
  '%(*contents:subject)',
].join('%00');

/** The refs below the given prefixes, such as `refs/heads/`, in the order of their names. */
export async function forEachRef(
  place: GitPlace,
  prefixes: readonly string[],
  signal?: AbortSignal,
): Promise<RefEntry[]> {
  // A subject may hold anything but a newline and a zero byte.
  const { stdout } = await git(place, ['for-each-ref', `--format=${FIELDS}`, ...prefixes], {
    signal,
  });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(parseEntry);
}

function parseEntry(line: string): RefEntry {
  const [ref = '', oid = '', type, peeledType, ...fields] = line.split('\0');
  const isCommit = type === 'commit';
  const pick = (index: number) => fields[isCommit ? index : index + 1] ?? '';
  const commit =
    isCommit || peeledType === 'commit'
      ? {
          time: Number(pick(0)),
          author: pick(2).slice(0, LIMITS.nameLength),
          subject: pick(4).slice(0, LIMITS.subjectLength),
        }
      : null;
  return { ref, oid: oid as Oid, commit };
}

/** Ref names and ids only: much faster, since no object is read. */
export async function listRefs(
  place: GitPlace,
  prefixes: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, Oid>> {
  const format = '--format=%(objectname) %(refname)';
  const { stdout } = await git(place, ['for-each-ref', format, ...prefixes], { signal });
  const refs = new Map<string, Oid>();
  for (const line of stdout.split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0) refs.set(line.slice(space + 1), line.slice(0, space) as Oid);
  }
  return refs;
}
