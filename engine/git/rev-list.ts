import type { Oid } from '../../shared/ids.ts';
import { together } from '../waiting/together.ts';
import { byteLines, textLines } from './lines.ts';
import { type GitPlace, git, type RunningGit, start } from './run.ts';

/** Commits reachable from `from` and not from `notFrom`. */
export interface Range {
  readonly from: readonly Oid[];
  readonly notFrom?: readonly Oid[];
}

/** Revisions travel on standard input: there is no limit to their number, and none is an option. */
export function revisions({ from, notFrom = [] }: Range): string {
  return [...from, ...notFrom.map((oid) => `^${oid}`), ''].join('\n');
}

/** How many commits the range has. */
export async function countCommits(
  place: GitPlace,
  range: Range,
  options: { firstParent?: boolean; signal?: AbortSignal } = {},
): Promise<number> {
  const args = ['rev-list', '--count', ...(options.firstParent ? ['--first-parent'] : [])];
  const input = revisions(range);
  const { signal } = options;
  const { stdout } = await git(place, [...args, '--stdin'], { signal, input });
  return Number(stdout);
}

/** What the range's objects take on disk, in bytes. */
export async function diskUsage(
  place: GitPlace,
  range: Range,
  signal?: AbortSignal,
): Promise<number> {
  const args = ['rev-list', '--objects', '--disk-usage', '--stdin'];
  const { stdout } = await git(place, args, { signal, input: revisions(range) });
  return Number(stdout);
}

/** The commit that is `steps` first parents before `from`; null if there are fewer. */
export async function findFirstParent(
  place: GitPlace,
  from: Oid,
  steps: number,
  signal?: AbortSignal,
): Promise<Oid | null> {
  const args = ['rev-list', '--first-parent', `--skip=${steps}`, '--max-count=1', '--stdin'];
  const { stdout } = await git(place, args, { signal, input: revisions({ from: [from] }) });
  return (textLines(stdout)[0] as Oid | undefined) ?? null;
}

/** The first parent of each commit to which those of `from` lead; null for one without parents. */
export async function listFirstParents(
  place: GitPlace,
  from: readonly Oid[],
  signal?: AbortSignal,
): Promise<Map<Oid, Oid | null>> {
  const parents = new Map<Oid, Oid | null>();
  if (from.length === 0) return parents;
  const args = ['rev-list', '--first-parent', '--parents', '--stdin'];
  const running = start(place, args, { signal, input: revisions({ from }) });
  for await (const lines of byteLines(running.stdout)) {
    for (const line of lines) {
      const [oid, parent] = line.toString('latin1').split(' ', 2) as [Oid, Oid?];
      parents.set(oid, parent ?? null);
    }
  }
  await running.exit;
  return parents;
}

/** The range's commits, newest first, at most `limit` of them. */
export async function listCommits(
  place: GitPlace,
  range: Range,
  options: { limit?: number; firstParent?: boolean; signal?: AbortSignal } = {},
): Promise<Oid[]> {
  const args = ['rev-list'];
  if (options.limit !== undefined) args.push(`--max-count=${options.limit}`);
  if (options.firstParent) args.push('--first-parent');
  const { stdout } = await git(place, [...args, '--stdin'], {
    signal: options.signal,
    input: revisions(range),
  });
  return textLines(stdout) as Oid[];
}

/** The range's commits without parents. Commits of `notFrom` that are gone from the repository are passed over. */
export async function listRoots(
  place: GitPlace,
  range: Range,
  options: { firstParent?: boolean; signal?: AbortSignal } = {},
): Promise<Oid[]> {
  const args = ['rev-list', '--max-parents=0', '--ignore-missing'];
  if (options.firstParent) args.push('--first-parent');
  const { stdout } = await git(place, [...args, '--stdin'], {
    signal: options.signal,
    input: revisions(range),
  });
  return textLines(stdout) as Oid[];
}

/** At most this many edges are given to `pack-objects`, which looks into the trees of each. */
const MAX_EDGES = 64;

/**
 * The commits that `from` reaches and no branch, tag or remote-tracking ref does, and all their parents. Those of
 * `from` that are not here are passed over.
 */
export async function listUnreached(
  place: GitPlace,
  from: readonly Oid[],
  signal?: AbortSignal,
): Promise<{ readonly commits: Set<Oid>; readonly parents: Set<Oid> }> {
  const args = ['rev-list', '--parents', '--ignore-missing', '--stdin'];
  const { stdout } = await git(place, [...args, '--not', '--branches', '--remotes', '--tags'], {
    signal,
    input: revisions({ from }),
  });
  const commits = new Set<Oid>();
  const parents = new Set<Oid>();
  for (const line of textLines(stdout)) {
    const [commit, ...others] = line.split(' ') as Oid[];
    if (commit !== undefined) commits.add(commit);
    for (const parent of others) parents.add(parent);
  }
  return { commits, parents };
}

/** The commits just outside the range: those of `notFrom`'s side that its commits descend from. */
export async function listEdges(
  place: GitPlace,
  range: Range,
  signal?: AbortSignal,
): Promise<Oid[]> {
  const { stdout } = await git(place, ['rev-list', '--boundary', '--stdin'], {
    signal,
    input: revisions(range),
  });
  const edges = textLines(stdout).filter((line) => line.startsWith('-'));
  return edges.slice(0, MAX_EDGES).map((line) => line.slice(1) as Oid);
}

/** How many commits only `left` and only `right` reach: `git rev-list --left-right --count`. */
export async function countLeftRight(
  place: GitPlace,
  left: Oid,
  right: Oid,
  signal?: AbortSignal,
): Promise<{ left: number; right: number }> {
  const { stdout } = await git(
    place,
    ['rev-list', '--left-right', '--count', `${left}...${right}`, '--'],
    { signal },
  );
  const [leftCount = 0, rightCount = 0] = stdout.split(/\s+/).map(Number);
  return { left: leftCount, right: rightCount };
}

/** The commits that `from` reach, none before its children: a line each, of its id and those of its parents. */
export function walkParents(
  place: GitPlace,
  from: readonly Oid[],
  signal?: AbortSignal,
): RunningGit {
  const args = ['rev-list', '--topo-order', '--parents', '--stdin'];
  return start(place, args, { signal, input: revisions({ from }) });
}

/** Marks a commit's line in `enumerateObjects`; an object's line starts with its id. */
export const COMMIT_MARK = '>';

/**
 * Every object of the range. First the commits, a line each: `><commit> <root tree> <committer
 * date>`; then the other objects: `<oid> <path>`, root trees with an empty path.
 * @param range `withIndex`: also what is staged
 */
export function enumerateObjects(
  place: GitPlace,
  range: Range & { readonly withIndex?: boolean },
  signal?: AbortSignal,
): RunningGit {
  const args = ['rev-list', '--objects', '--no-commit-header', `--format=${COMMIT_MARK}%H %T %ct`];
  if (range.withIndex) args.push('--indexed-objects');
  return start(place, [...args, '--stdin'], { signal, input: revisions(range) });
}

/**
 * The ids that the range names or links to, but that are not here.
 * @throws GitFailedError as `bad-data` if commits are missing
 */
export async function listMissing(
  place: GitPlace,
  range: Range,
  signal?: AbortSignal,
): Promise<Oid[]> {
  const { stdout } = await git(
    place,
    ['rev-list', '--objects', '--missing=print', '--stdin', '--quiet', '--not', '--all'],
    { signal, input: revisions(range), expects: ['bad-data'] },
  );
  const missing = textLines(stdout).filter((line) => line.startsWith('?'));
  return missing.map((line) => line.slice(1) as Oid);
}

/**
 * What existing refs reach: `git fetch` takes it for complete. It does so with what the refs of alternates
 * reach, too; to ask for those, git starts a program (core.alternateRefsCommand).
 */
const EXCEPT_REFS = ['--not', '--all'];

/**
 * Whether everything that `from` reaches is here, as `git fetch` checks it: what existing refs
 * reach, and `notFrom`, is known to be complete and not walked again.
 * @param options `isLittle`: what is to be walked is known to be too little for two
 */
export function checkConnected(
  place: GitPlace,
  range: Range,
  signal?: AbortSignal,
  options: { readonly isLittle?: boolean } = {},
): Promise<void> {
  return walkObjects(place, range, { except: EXCEPT_REFS, ...options }, signal);
}

/** Whether everything that `from` reaches is here, whatever refs exist. */
export function checkComplete(
  place: GitPlace,
  from: readonly Oid[],
  signal?: AbortSignal,
): Promise<void> {
  return walkObjects(place, { from }, { except: [] }, signal);
}

/**
 * Two halves of the history are walked side by side: what the older one reaches is for it to find, and
 * passed over by the other.
 * @throws GitFailedError as `bad-data` if an object is missing or cannot be read
 */
async function walkObjects(
  place: GitPlace,
  { from, notFrom = [] }: Range,
  { except, isLittle = false }: { readonly except: readonly string[]; readonly isLittle?: boolean },
  signal?: AbortSignal,
): Promise<void> {
  const middle = isLittle ? null : await findMiddle(place, { from, notFrom }, except, signal);
  const halves =
    middle === null
      ? [{ from, notFrom }]
      : [
          { from, notFrom: [...notFrom, middle] },
          { from: [middle], notFrom },
        ];
  const args = ['rev-list', '--objects', '--stdin', '--quiet', ...except];
  const walk = (half: Range) => async (signal: AbortSignal) => {
    await git(place, args, { signal, input: revisions(half), expects: ['bad-data'] });
  };
  await together(halves.map(walk), signal);
}

/** Below this many first-parent commits a second process costs more than it brings. */
const WORTH_HALVING = 500;

/** A commit with about half of the history behind it; null if there is little of it. */
async function findMiddle(
  place: GitPlace,
  range: Range,
  except: readonly string[],
  signal?: AbortSignal,
): Promise<Oid | null> {
  const input = revisions(range);
  const list = (...args: string[]) =>
    git(place, ['rev-list', '--first-parent', ...args, '--stdin', ...except], {
      ...{ signal, input },
      expects: ['bad-data'],
    });
  const commits = Number((await list('--count')).stdout);
  if (commits < WORTH_HALVING) return null;
  const { stdout } = await list(`--skip=${commits >> 1}`, '--max-count=1');
  return (textLines(stdout)[0] as Oid | undefined) ?? null;
}
