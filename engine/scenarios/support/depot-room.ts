import { join } from 'node:path';
import type { DepotProjectState } from '../../../shared/api/depot-state.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { cloneAt } from '../../testing/git.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { TestEngine } from './test-engine.ts';

/** Anna and Bob with a copy of one project each, and a depot, which is not there yet. */
export interface DepotRoom {
  readonly anna: TestEngine;
  readonly bob: TestEngine;
  readonly annas: string;
  readonly bobs: string;
}

export async function startDepotRoom(): Promise<DepotRoom> {
  const [anna, bob] = await Promise.all([TestEngine.start('Anna'), TestEngine.start('Bob')]);
  const annas = join(anna.directory, 'project');
  const bobs = join(bob.directory, 'project');
  buildRepository(annas, { commits: 30 });
  cloneAt(annas, 'main~5', bobs);
  return { anna, bob, annas, bobs };
}

export function startDepot(
  mirrors: readonly string[],
  directory = temporaryFolder(),
): Promise<TestEngine> {
  const kept = { directory: join(directory, 'depot'), mirrors };
  return TestEngine.start('Depot', directory, undefined, undefined, kept);
}

export function projectsOf({ state: { depot } }: TestEngine): readonly DepotProjectState[] {
  return depot.state === 'on' ? depot.projects : [];
}

/** Waits until the heads of these are kept, and current. @returns the first project */
export async function untilKept(
  depot: TestEngine,
  ...people: readonly TestEngine[]
): Promise<DepotProjectState> {
  const isKept = ({ people: kept }: DepotProjectState) =>
    people.every(({ id }) => kept.some(({ peer, asOf }) => peer === id && asOf === null));
  await depot.until(() => projectsOf(depot).some(isKept), 'the heads are kept');
  const project = projectsOf(depot).find(isKept);
  if (project === undefined) throw new Error('what was kept is no more');
  return project;
}

export function repositoryIn(directory: string, { id }: Pick<DepotProjectState, 'id'>): string {
  return join(directory, 'depot', 'projects', id, 'project.git');
}
