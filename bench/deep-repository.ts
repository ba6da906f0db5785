import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRepository, type RepositoryPlan } from '../e2e/support/build-repository.ts';
import { git } from '../e2e/support/git.ts';
import type { Say } from './report.ts';

/** About 130 MB packed: 26,000 commits, 180,000 objects. */
const PLAN: RepositoryPlan = {
  commits: 25_000,
  files: 4_000,
  fileBytes: 12_000,
  binaryBytes: 200_000,
};

/** Builds the repository to measure with, once for each plan, packed as a server would have it. */
export function deepRepository(say: Say): string {
  const parent = join(tmpdir(), 'shoal-bench');
  const path = join(parent, Object.values(PLAN).join('-'));
  if (existsSync(path)) return path;
  say('building a repository to measure with…');
  mkdirSync(parent, { recursive: true });
  const unfinished = `${path}.building`;
  rmSync(unfinished, { recursive: true, force: true });
  buildRepository(unfinished, PLAN);
  git(unfinished, ['repack', '-adfq', '--window=10', '--depth=50']);
  renameSync(unfinished, path);
  return path;
}
