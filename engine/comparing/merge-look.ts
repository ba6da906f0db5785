import type {
  ConflictingFile,
  ConflictKind,
  HeadConflicts,
} from '../../shared/api/heads/head-look.ts';
import type { Oid } from '../../shared/ids.ts';
import { lastTouches, type TouchingCommit } from '../git/last-touches.ts';
import { type MergedTrees, mergeStages, type UnmergedFile } from '../git/merge-stages.ts';
import type { ScratchPlace } from '../git/scratch-repository.ts';
import { within } from './within.ts';

/** Conflicting files of which is told who touched them. */
const MOST_TOLD = 100;
/** How long a merge, and then the search for who touched a file, may take, in milliseconds. */
const MERGING = 20_000;
const SEARCHING = 5_000;

/** What merging `theirs` into `mine` would come to; null where that takes too long. */
export async function tryMerge(
  place: ScratchPlace,
  mine: Oid,
  theirs: Oid,
  signal: AbortSignal,
): Promise<MergedTrees | null> {
  return within(MERGING, signal, (patience) => mergeStages(place, mine, theirs, patience));
}

/** The files that conflict, with each side's last commit that touched them. */
export async function conflictsOf(
  place: ScratchPlace,
  { unmerged, unmergedCount }: MergedTrees,
  { mine, theirs }: { readonly mine: Oid; readonly theirs: Oid },
  signal: AbortSignal,
): Promise<HeadConflicts> {
  const told = unmerged.slice(0, MOST_TOLD);
  const paths = told.map(({ path }) => path);
  const search = async (from: Oid, notFrom: Oid) =>
    (await within(SEARCHING, signal, (patience) =>
      lastTouches(place, { from: [from], notFrom: [notFrom] }, paths, patience),
    )) ?? new Map<string, TouchingCommit>();
  const [here, there] = [await search(mine, theirs), await search(theirs, mine)];
  const files = unmerged.map(
    (file): ConflictingFile => ({
      path: file.path,
      kind: kindOf(file),
      mine: here.get(file.path) ?? null,
      theirs: there.get(file.path) ?? null,
    }),
  );
  return { files, fileCount: unmergedCount };
}

function kindOf({ base, mine, theirs }: UnmergedFile): ConflictKind {
  if (mine !== null && theirs !== null) return base === null ? 'both-added' : 'both-changed';
  if (base === null) return 'other';
  if (mine === null && theirs !== null) return 'deleted-here';
  return theirs === null && mine !== null ? 'deleted-there' : 'other';
}
