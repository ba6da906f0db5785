import { shortRefName } from '../../shared/domain/git/ref-name.ts';
import { type LeftOut, leftOutFor } from '../../shared/domain/left-out.ts';
import type { Head, SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Repository } from '../git/open.ts';
import { isHeadChosen } from './head-patterns.ts';
import type { SwarmMembership } from './membership.ts';
import type { CopyContent } from './read-copy.ts';
import type { RepositoryRecord } from './repository-records.ts';

const FAULTS = ['not-text', 'head', 'refused'] as const;

/** What of a repository others may know. */
export interface Shown {
  readonly repository: Repository;
  readonly content: CopyContent;
  readonly sharedHeads: readonly Head[];
  /** By the shared heads alone: which project this is for others. */
  readonly shared: SwarmMembership | null;
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
export function unnamedHeads(record: RepositoryRecord, content: CopyContent): LeftOut[] {
  const chosen = chosenUnnamed(record, content);
  return FAULTS.flatMap((fault) => {
    const heads = chosen.filter((each) => each.fault === fault);
    return leftOutFor(
      fault,
      heads.map(({ ref }) => shortRefName(ref)),
    );
  });
}

function chosenUnnamed(record: RepositoryRecord, { unnamed }: CopyContent) {
  return unnamed.filter(({ ref }) => isHeadChosen(ref, record));
}
