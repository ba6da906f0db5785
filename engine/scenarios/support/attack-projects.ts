import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { buildRepository, type RepositoryPlan } from '../../testing/build-repository.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the projects that attacked engines share, each called by its number. */
    attackProjects: string;
  }
}

/** Of each the same work, and another history. */
const PROJECT: RepositoryPlan = {
  commits: 600,
  files: 100,
  fileBytes: 6_000,
  binaryBytes: 1_000_000,
};
const PROJECTS = 4;

/** Builds them once for all attacks: to build them anew takes longer than most clones of them. */
export default function setup({ provide }: TestProject): () => void {
  const folder = temporaryFolder();
  for (let number = 1; number <= PROJECTS; number += 1) {
    buildRepository(join(folder, `${number}`), { ...PROJECT, seed: number });
  }
  provide('attackProjects', folder);
  return () => rmSync(folder, { recursive: true });
}

/** Where one of them is, only to be read. @param number from 1 to 4 */
export function projectPath(number: number): string {
  return join(inject('attackProjects'), `${number}`);
}
