import { shortLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { byteLines, textLines } from './lines.ts';
import { commitTime, readCommits } from './log.ts';
import { type GitPlace, git, start } from './run.ts';
import { guessedText, isEscaped, textOf } from './text.ts';

/** The commit that a ref leads to. */
interface LastCommit {
  readonly time: number;
  readonly author: string;
  readonly subject: string;
  /** Where the ref leads there by way of a tag. */
  readonly oid?: Oid;
}

/** A ref as git lists it. `commit` describes the commit it leads to, if it leads to one. */
export interface RefEntry {
  readonly ref: string;
  /** The ref that this one only stands for; null if it holds an id itself. */
  readonly target: string | null;
  readonly oid: Oid;
  readonly commit: LastCommit | null;
  /** Whether this branch is checked out. */
  readonly isCurrent: boolean;
}

// Fields of an annotated tag's target come behind `*`; %00 cannot occur in any of them.
const FIELDS = [
  '%(refname)',
  '%(HEAD)',
  '%(symref)',
  '%(objectname)',
  '%(objecttype)',
  '%(*objecttype)',
  '%(*objectname)',
  '%(committerdate:unix)',
  '%(*committerdate:unix)',
  '%(authorname)',
  '%(*authorname)',
  '%(contents:subject)',
  '%(*contents:subject)',
].join('%00');

/** How encodings begin that keep to seven bits, such as ISO-2022-JP. */
const ESCAPE_SEQUENCE = '\u001b';

/** A ref as it was printed, and which commit it leads to. */
interface Printed {
  readonly entry: RefEntry;
  readonly commit: Oid | null;
  /** git told a commit's words as they are stored, in whatever encoding. */
  readonly isEncoded: boolean;
}

/** The refs below the given prefixes, such as `refs/heads/`, in the order of their names. */
export async function forEachRef(
  place: GitPlace,
  prefixes: readonly string[],
  signal?: AbortSignal,
): Promise<RefEntry[]> {
  // A subject may hold anything but a newline and a zero byte, and be as long as anyone likes.
  const running = start(place, ['for-each-ref', `--format=${FIELDS}`, ...prefixes], { signal });
  const refs: Printed[] = [];
  for await (const lines of byteLines(running.stdout)) {
    for (const line of lines) refs.push(parseEntry(textOf(line)));
  }
  await running.exit;
  return decoded(place, refs, signal);
}

function parseEntry(line: string): Printed {
  const [ref = '', mark, symref = '', id, type, peeledType, peeledOid = '', ...fields] =
    line.split('\0');
  const [target, oid] = [symref === '' ? null : symref, (id ?? '') as Oid];
  const bare = { ref, target, oid, isCurrent: mark === '*' };
  const isCommit = type === 'commit';
  const isTagged = peeledType === 'commit';
  if (!isCommit && !isTagged) {
    return { entry: { ...bare, commit: null }, commit: null, isEncoded: false };
  }
  const pick = (index: number) => fields[isCommit ? index : index + 1] ?? '';
  const [time, author, subject] = [pick(0), pick(2), pick(4)];
  return {
    entry: {
      ...bare,
      commit: {
        ...lastCommit(commitTime(time), author, subject),
        ...(isCommit ? {} : { oid: peeledOid as Oid }),
      },
    },
    commit: isCommit ? oid : (peeledOid as Oid),
    isEncoded: isEscaped(author + subject) || (author + subject).includes(ESCAPE_SEQUENCE),
  };
}

/** What is in another encoding than UTF-8 is read again: git converts it where it walks commits. */
async function decoded(
  place: GitPlace,
  refs: readonly Printed[],
  signal?: AbortSignal,
): Promise<RefEntry[]> {
  const encoded = refs.flatMap(({ commit, isEncoded }) =>
    isEncoded && commit !== null ? [commit] : [],
  );
  if (encoded.length === 0) return refs.map(({ entry }) => entry);
  const commits = await readCommits(place, [...new Set(encoded)], signal);
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]));
  return refs.map(({ entry, commit, isEncoded }) => {
    const read = isEncoded && commit !== null ? byOid.get(commit) : undefined;
    if (read === undefined) return entry;
    return {
      ...entry,
      commit: { ...entry.commit, ...lastCommit(read.time, read.author, read.subject) },
    };
  });
}

function lastCommit(time: number, author: string, subject: string): LastCommit {
  return {
    time: time,
    author: shortLine(guessedText(author), LIMITS.nameLength),
    subject: shortLine(guessedText(subject), LIMITS.subjectLength),
  };
}

/** Refs by name. */
export interface RefList {
  /** Those that hold an id. */
  readonly direct: ReadonlyMap<string, Oid>;
  /** Those that only stand for another ref, and its name. git lists none that lead nowhere. */
  readonly symbolic: ReadonlyMap<string, string>;
}

/** Ref names and ids only: much faster, since no object is read. */
export async function listRefs(
  place: GitPlace,
  prefixes: readonly string[],
  signal?: AbortSignal,
): Promise<RefList> {
  const format = '--format=%(objectname) %(refname) %(symref)';
  const { stdout } = await git(place, ['for-each-ref', format, ...prefixes], { signal });
  const direct = new Map<string, Oid>();
  const symbolic = new Map<string, string>();
  for (const line of textLines(stdout)) {
    const [oid, ref = '', target = ''] = line.split(' ');
    if (target === '') direct.set(ref, oid as Oid);
    else symbolic.set(ref, target);
  }
  return { direct, symbolic };
}
