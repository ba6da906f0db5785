import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HeadStanding } from '../../shared/api/swarm-state.ts';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { endAll, startPairOfCopies } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
/** Anna's copy, and Bob's. */
let hers: string;
let his: string;
let repository: RepositoryId;

beforeEach(async () => {
  ({ anna, bob, hers, his, repository } = await startPairOfCopies({ commits: 5 }));
  await bob.call('follow.set', { peer: anna.id, repository, ...PLAIN_FOLLOW });
});
afterEach(() => endAll(bob, anna));

function commit(path: string, file: string, content: string): void {
  writeFileSync(join(path, file), `${content}\n`);
  git(path, ['add', file]);
  git(path, ['commit', '--quiet', '-m', content]);
}

/** How Anna's main stands to Bob's copy. */
function standing(): HeadStanding | undefined {
  const alternatives = Object.values(bob.state.swarms).flatMap((swarm) => swarm.alternatives);
  const heads = alternatives.flatMap(({ heads }) => heads);
  return heads.find(({ ref }) => ref === 'refs/heads/main')?.standing[repository];
}

async function untilMerge(wanted: HeadStanding['merge'], headRelation: string): Promise<void> {
  const isReached = () => {
    const found = standing();
    return (
      JSON.stringify(found?.merge) === JSON.stringify(wanted) &&
      found?.headRelation?.kind === headRelation
    );
  };
  await bob.until(isReached, `${JSON.stringify(wanted)}, ${headRelation}`);
}

const CLEAN = { kind: 'clean' } as const;

test('a followed head is told to conflict as soon as either side moves, before anyone pushes', async () => {
  commit(hers, 'shared.txt', 'hers');
  await untilMerge(CLEAN, 'ahead');
  commit(his, 'other.txt', 'his');
  await untilMerge(CLEAN, 'diverged');
  commit(his, 'shared.txt', 'his');
  const conflict = { kind: 'conflicts', files: ['shared.txt'], more: 0 } as const;
  await untilMerge(conflict, 'diverged');
  git(hers, ['reset', '--quiet', '--hard', 'HEAD~1']);
  await untilMerge(null, 'behind');
  commit(hers, 'third.txt', 'hers');
  await untilMerge(CLEAN, 'diverged');
  git(his, ['checkout', '--quiet', '--detach']);
  await bob.until(() => standing()?.headRelation === null, 'no branch is checked out');
  expect(standing()?.merge).toBe(null);
});

test('it is the checked-out branch that counts, not the one of the same name', async () => {
  git(his, ['checkout', '--quiet', '-b', 'work']);
  commit(his, 'shared.txt', 'his');
  commit(hers, 'shared.txt', 'hers');
  await untilMerge({ kind: 'conflicts', files: ['shared.txt'], more: 0 }, 'diverged');
  expect(standing()).toMatchObject({ against: 'main', relation: { kind: 'ahead', ahead: 1 } });
});
