import { join } from 'node:path';
import type { RepositoryId } from '../../../shared/ids.ts';
import { buildRepository, type RepositoryPlan } from '../../testing/build-repository.ts';
import { git } from '../../testing/git.ts';
import { TestEngine } from './test-engine.ts';

/** Anna, Bob, and the folder of Anna's project. */
export interface Pair {
  readonly anna: TestEngine;
  readonly bob: TestEngine;
  readonly source: string;
}

/** The same when Bob has a copy of it, which he has added. */
export interface PairOfCopies {
  readonly anna: TestEngine;
  readonly bob: TestEngine;
  readonly hers: string;
  readonly his: string;
  /** Bob's. */
  readonly repository: RepositoryId;
}

/**
 * Starts both, who do not know each other yet, and builds the project if there is a plan for it.
 * @param patience how long their transfers wait for somebody who left, in milliseconds
 */
export async function startPair(plan?: RepositoryPlan, patience?: number): Promise<Pair> {
  const start = (name: string) => TestEngine.start(name, undefined, patience);
  const [anna, bob] = await Promise.all([start('Anna'), start('Bob')]);
  const source = join(anna.directory, 'project');
  if (plan !== undefined) buildRepository(source, plan);
  return { anna, bob, source };
}

/** Anna shares her project with everyone, and Bob sees it. */
export async function shareWithin({ anna, bob, source }: Pair): Promise<void> {
  await anna.share(source);
  await bob.connect(anna);
  await bob.untilAlternatives(1);
}

/** Both, when Anna's project is built and shared and Bob sees it. */
export async function startSharingPair(plan: RepositoryPlan, patience?: number): Promise<Pair> {
  const pair = await startPair(plan, patience);
  await shareWithin(pair);
  return pair;
}

/** Both, when each has a copy of one project, and Bob sees Anna's. */
export async function startPairOfCopies(plan: RepositoryPlan): Promise<PairOfCopies> {
  const pair = await startPair(plan);
  const { anna, bob, source: hers } = pair;
  const his = join(bob.directory, 'project');
  git(anna.directory, ['clone', '--quiet', '--no-local', hers, his]);
  const { id: repository } = await bob.call('repositories.add', { path: his });
  await shareWithin(pair);
  return { anna, bob, hers, his, repository };
}

/** In this order: those who ask before those who are asked. */
export async function endAll(...engines: readonly TestEngine[]): Promise<void> {
  for (const engine of engines) await engine[Symbol.asyncDispose]();
}
