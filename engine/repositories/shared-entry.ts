import type { LocalRepository, RepositoryStatus } from '../../shared/api/state.ts';
import { shortRefName } from '../../shared/domain/git/ref-name.ts';
import { type LeftOut, leftOutFor } from '../../shared/domain/left-out.ts';
import type { Head, SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Repository } from '../git/open.ts';
import { isHeadChosen } from './head-patterns.ts';
import type { Keeper } from './kept/keeper.ts';
import type { SwarmMembership } from './membership.ts';
import type { CopyContent } from './read-copy.ts';
import { openingOf, type RepositoryRecord, visibilityOf } from './repository-records.ts';

const FAULTS = ['not-text', 'head', 'refused'] as const;

/** What of a repository others may know. */
export interface Shown {
  readonly repository: Repository;
  readonly content: CopyContent;
  readonly sharedHeads: readonly Head[];
  /** By the shared heads alone: which project this is for others. */
  readonly shared: SwarmMembership | null;
}

/** Everything known of a usable repository at one moment. */
export interface Reading extends Shown {
  /** By all local heads: which project this is for its owner. */
  readonly own: SwarmMembership | null;
  /** What those see who may see it; null where there is nothing to show. The same object while it is the same. */
  readonly entry: SharedRepository | null;
}

/**
 * What those see who may see it, before any of it is left out; null where there is nothing to show.
 * @param before returned as it is, if it says the same
 */
export function sharedEntry(
  record: RepositoryRecord,
  { repository, content, sharedHeads, shared }: Shown,
  before: SharedRepository | null,
): SharedRepository | null {
  if (shared === null) return null;
  const names = chosenUnnamed(record, content).length;
  const entry = {
    id: record.id,
    swarm: shared.swarm,
    name: content.name,
    ...(content.description === null ? {} : { description: content.description }),
    objectFormat: repository.objectFormat,
    roots: [...shared.roots],
    heads: [...sharedHeads],
    ...(shared.defaultBranch === null ? {} : { defaultBranch: shared.defaultBranch }),
    ...(content.hasLfs ? { lfs: true } : {}),
    origins: [...content.origins.hashes],
    ...(names > 0 ? { leftOut: { names } } : {}),
  };
  return JSON.stringify(entry) === JSON.stringify(before) ? before : entry;
}

/** Branches and tags that are to be shared, but cannot be told by their names. */
function unnamedHeads(record: RepositoryRecord, content: CopyContent): LeftOut[] {
  const chosen = chosenUnnamed(record, content);
  return FAULTS.flatMap((fault) => {
    const heads = chosen.filter((each) => each.fault === fault);
    return leftOutFor(
      fault,
      heads.map(({ ref }) => shortRefName(ref)),
    );
  });
}

/** How a repository of mine is shown. @param reading null while it cannot be used */
export function toLocalRepository(
  record: RepositoryRecord,
  status: RepositoryStatus,
  reading: Shown | null,
  keeper: Keeper | null,
): LocalRepository {
  const { id, path, visibility: afterwards, only, except, fetchesAhead = true } = record;
  const [visibility, opening] = [visibilityOf(record), openingOf(record)];
  const name = reading?.content.name ?? keeper?.name ?? path.split(/[\\/]/).at(-1) ?? path;
  const content = visibility.to === 'nobody' ? undefined : reading?.content;
  const leftOut = content === undefined ? [] : unnamedHeads(record, content);
  return {
    ...{ id, path, name, visibility, sharedHeads: { only, except }, status },
    fetchesAhead,
    ...(keeper === null ? {} : { isKept: true }),
    ...(opening === null ? {} : { room: { until: opening.until, afterwards } }),
    ...(leftOut.length > 0 ? { leftOut } : {}),
  };
}

function chosenUnnamed(record: RepositoryRecord, { unnamed }: CopyContent) {
  return unnamed.filter(({ ref }) => isHeadChosen(ref, record));
}
