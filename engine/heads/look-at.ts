import type {
  CheckOutOffer,
  HeadLook,
  MergeOffer,
  Refusal,
  SeenHead,
} from '../../shared/api/heads/head-look.ts';
import { headKind, shortRefName } from '../../shared/domain/git/ref-name.ts';
import type { Relation } from '../../shared/domain/git/relation.ts';
import { shellWord } from '../../shared/domain/words/shell-word.ts';
import type { Comparison } from '../../shared/gtp/comparison.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { Comparisons } from '../comparing/comparisons.ts';
import { HeadRefusedError, NoCommitError, NotHereError } from '../errors/heads.ts';
import { existingObjects } from '../git/cat-file.ts';
import { GitFailedError } from '../git/errors.ts';
import { readHeadCommit } from '../git/head-commit.ts';
import { isAncestor } from '../git/merge-base.ts';
import { suggestBranch } from './check-out-head.ts';
import type { FoundHead } from './found-head.ts';
import { type MergeOutcome, mergeOutcome, relationTo } from './local-look.ts';
import { planMerge } from './plan-merge.ts';
import type { SeenHeads } from './seen-heads.ts';
import type { ToldHeads } from './told/told-heads.ts';
import { type ReadyPlace, readyPlace } from './workplace.ts';

interface Parts {
  readonly comparisons: Comparisons;
  readonly seen: SeenHeads;
  readonly told: ToldHeads;
  readonly scratchDirectory: string;
}

/** What a head brings, and who says so. */
interface Brought {
  readonly comparison: Comparison;
  readonly relation: Relation;
  /** Null: my own git. */
  readonly toldBy: PeerId | null;
}

/** Everything there is to know of a head: from what is here, else from who has it. */
export async function lookAt(
  parts: Parts,
  found: FoundHead,
  signal: AbortSignal,
): Promise<HeadLook> {
  const [brought, outcome, ready, seen] = await Promise.all([
    bring(parts, found, signal),
    tryToMerge(parts, found, signal),
    refusalOr(readyPlace(found.repository, signal)),
    seenBefore(parts.seen, found, signal),
  ]);
  const { name, tracking, oid, current, mine, commit } = found;
  return {
    ...{ peer: name.peer, ref: name.ref, name: shortRefName(name.ref), kind: headKind(name.ref) },
    ...{ oid, current, mine, seen, ...brought },
    isHere: commit !== null,
    tracking: tracking !== null && tracking.oid === oid ? tracking.ref : null,
    conflicts: outcome?.conflicts ?? null,
    checkOut: await offerCheckOut(found, ready, signal),
    merge: await offerMerge(found, ready, outcome, signal),
  };
}

async function bring(
  { comparisons, told }: Parts,
  found: FoundHead,
  signal: AbortSignal,
): Promise<Brought> {
  const { repository, commit, mine, oid, name } = found;
  if (commit === null) {
    const isHere = (await existingObjects(repository, [oid], { signal })).size > 0;
    if (isHere) throw new NoCommitError(shortRefName(name.ref));
    const { comparison, peer } = await told.compare(found, signal);
    return { comparison, relation: { kind: 'unknown' }, toldBy: peer };
  }
  const haves = mine === null ? [] : [mine.oid];
  const comparison = await comparisons.compare(repository, commit, haves, signal);
  const relation: Relation =
    mine === null ? { kind: 'unknown' } : await relationTo(repository, mine.oid, commit, signal);
  return { comparison, relation, toldBy: null };
}

async function tryToMerge(
  { scratchDirectory }: Parts,
  { repository, commit }: FoundHead,
  signal: AbortSignal,
): Promise<MergeOutcome | null> {
  const mine = await readHeadCommit(repository, signal);
  if (mine === null || commit === null) return null;
  return mergeOutcome(repository, scratchDirectory, { mine, theirs: commit }, signal);
}

async function seenBefore(
  seen: SeenHeads,
  found: FoundHead,
  signal: AbortSignal,
): Promise<SeenHead | null> {
  const before = seen.before(found);
  if (before === null) return null;
  const { repository, commit } = found;
  const { oid, at } = before;
  const here = await existingObjects(repository, [oid], { signal });
  const isHere = here.has(oid);
  const isRewritten =
    isHere && commit !== null
      ? !(await isAncestor(repository, oid, commit, signal).catch(passOverGit))
      : null;
  return { oid, at, isHere, isRewritten };
}

/** What is not all here is no ancestor. */
function passOverGit(error: unknown): false {
  if (error instanceof GitFailedError) return false;
  throw error;
}

async function offerCheckOut(
  found: FoundHead,
  ready: ReadyPlace | HeadRefusedError,
  signal: AbortSignal,
): Promise<CheckOutOffer> {
  const branch = await refusalOr(suggestBranch(found, signal));
  const refused = branch instanceof HeadRefusedError ? branch : ready;
  if (refused instanceof HeadRefusedError) return refusal(found, refused);
  return { isPossible: true, branch: branch as string };
}

async function offerMerge(
  found: FoundHead,
  ready: ReadyPlace | HeadRefusedError,
  outcome: MergeOutcome | null,
  signal: AbortSignal,
): Promise<MergeOffer> {
  if (found.commit === null) return refusal(found, new NotHereError());
  if (ready instanceof HeadRefusedError) return refusal(found, ready);
  const plan = await refusalOr(planMerge(found, ready, outcome?.merged ?? null, signal));
  if (plan instanceof HeadRefusedError) return refusal(found, plan);
  return { isPossible: true, into: plan.into, how: plan.how };
}

async function refusalOr<T>(work: Promise<T>): Promise<T | HeadRefusedError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof HeadRefusedError) return error;
    throw error;
  }
}

function refusal({ repository }: FoundHead, { code, message, command }: HeadRefusedError): Refusal {
  const there = `cd ${shellWord(repository.path)} && ${command}`;
  return { isPossible: false, code, sentence: message, command: command === null ? null : there };
}
