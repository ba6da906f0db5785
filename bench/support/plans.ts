import type { RepositoryPlan } from '../../engine/testing/build-repository.ts';

/** About 130 MB packed: 26,000 commits, 180,000 objects. */
export const DEEP: RepositoryPlan = {
  commits: 25_000,
  files: 4_000,
  fileBytes: 12_000,
  binaryBytes: 200_000,
};

/**
 * About 40 MB packed, and most of it binary: so little work to index that two cores can be nine
 * machines, and the links are what limits.
 */
export const LIGHT: RepositoryPlan = {
  commits: 3_600,
  files: 800,
  fileBytes: 12_000,
  binaryBytes: 1_000_000,
};

/** About 100 MB of the same kind: so much that the start of a program is a small part of moving it. */
export const LARGE: RepositoryPlan = { ...LIGHT, commits: 9_000 };

/** About 300 MB of the same kind. */
export const HEAVY: RepositoryPlan = { ...LIGHT, commits: 9_000, binaryBytes: 3_300_000 };
