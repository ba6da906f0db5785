import type { Comparison, FileDiff } from '../../../shared/gtp/comparison.ts';
import type { Oid, PeerId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import { OlderPeerError, UnchangedFileError } from '../../errors/heads.ts';
import {
  NotServedError,
  PeerGoneError,
  ProtocolError,
  SilentPeerError,
} from '../../errors/peer-failures.ts';

/** How long one peer may take before the next is asked, in milliseconds. */
export const PATIENCE = 20_000;
/** Peers that are asked for one answer. */
const MOST_ASKED = 3;

interface About {
  readonly sources: Sources;
  /** For each of them, in milliseconds. */
  readonly patience: number;
  /** Whose head it is, and the commit that is meant. */
  readonly owner: PeerId;
  readonly oid: Oid;
}

/** The owner's copies first, then others that show the same commit. */
export function copiesToAsk(
  owners: readonly RemoteCopy[],
  others: readonly RemoteCopy[],
  { owner, oid }: Pick<About, 'owner' | 'oid'>,
): RemoteCopy[] {
  const shows = ({ shared }: RemoteCopy) => shared.heads.some((head) => head.oid === oid);
  const own = [...owners].sort((a, b) => Number(shows(b)) - Number(shows(a)));
  return [...own, ...others.filter((copy) => copy.peer.id !== owner && shows(copy))];
}

/**
 * Asks one after the other until one answers.
 * @throws OlderPeerError, PeerGoneError, and what kept the first one from answering
 */
export async function askCopies<T>(
  copies: readonly RemoteCopy[],
  { sources, patience, owner, oid }: About,
  signal: AbortSignal,
  question: (copy: RemoteCopy, patience: AbortSignal) => Promise<T>,
): Promise<{ readonly peer: PeerId; readonly answer: T }> {
  let failure: unknown = null;
  for (const copy of copies.slice(0, MOST_ASKED)) {
    const late = AbortSignal.timeout(patience);
    try {
      const answer = await question(copy, AbortSignal.any([signal, late]));
      return { peer: copy.peer.id, answer };
    } catch (error) {
      signal.throwIfAborted();
      failure ??= late.aborted
        ? new SilentPeerError(copy.peer.name)
        : explain(error, sources, copy, oid);
    }
  }
  throw failure ?? new PeerGoneError(sources.nameOf(owner));
}

/** Who still shows a head, and has no answer about it, does not know the question. */
function explain(error: unknown, sources: Sources, { peer, shared }: RemoteCopy, oid: Oid) {
  const isPlain = error instanceof NotServedError && error.code === 'not-served';
  const stillShows = sources
    .copiesOf(peer.id)
    .some((copy) => copy.shared.id === shared.id && copy.shared.heads.some((h) => h.oid === oid));
  return isPlain && stillShows ? new OlderPeerError(peer.name) : error;
}

/** An answer about the right head, with nothing twice. @throws ProtocolError */
export function checkSound(comparison: Comparison, oid: Oid, peer: string): void {
  const { commits, commitCount, files, fileCount } = comparison;
  const isSound =
    comparison.head === oid &&
    new Set(commits.map((commit) => commit.oid)).size === commits.length &&
    new Set(files.map(({ path }) => path)).size === files.length &&
    commitCount >= commits.length &&
    fileCount >= files.length;
  if (!isSound) throw somethingElse(peer);
}

/**
 * Asks those who have told of a head how one of its files differs, from a line on.
 * @param ask one after the other
 * @throws UnchangedFileError, and what `ask` does
 */
export async function askForDiff(
  ask: (
    question: (copy: RemoteCopy, patience: AbortSignal) => Promise<FileDiff>,
  ) => Promise<{ readonly answer: FileDiff }>,
  request: Parameters<RemoteCopy['diff']>[0],
): Promise<FileDiff> {
  const { answer } = await ask(async (copy, patience) => {
    const diff = await copy.diff(request, patience);
    if (diff.kind === 'text' && diff.from !== request.from) throw somethingElse(copy.peer.name);
    return diff;
  }).catch((error: unknown) => {
    // Who has told of the head knows the question: there is no such file.
    throw error instanceof OlderPeerError ? new UnchangedFileError() : error;
  });
  return answer;
}

export function somethingElse(name: string): ProtocolError {
  return new ProtocolError(`${name} answered something else than it was asked for.`);
}
