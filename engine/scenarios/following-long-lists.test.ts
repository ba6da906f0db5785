import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { Manifest } from '../../shared/gtp/manifest.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git, refs } from '../testing/git.ts';
import { addManyHeads } from '../testing/many-heads.ts';
import { HostileRoom } from './support/hostile-room.ts';
import { TestEngine } from './support/test-engine.ts';

/** Whoever is followed may share more than the list of it holds. */
const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

interface Followed {
  readonly bob: TestEngine;
  readonly peer: PeerId;
  readonly repository: RepositoryId;
  readonly only: string[];
}

async function follow({ bob, peer, repository, only }: Followed): Promise<void> {
  await bob.call('follow.set', { peer, repository, ...PLAIN_FOLLOW, only });
}

const leftOutFrom = ({ state }: TestEngine) =>
  Object.values(state.swarms).flatMap(({ alternatives }) => alternatives)[0]?.leftOut;
const problems = ({ state }: TestEngine) =>
  Object.values(state.follows).map(({ problem }) => problem);
const at = (path: string, ref: string) => refs(path, `refs/remotes/${ref}`)[0]?.split(' ')[0];

function commitOnTopOf(path: string, branch: string): string {
  const made = git(path, ['commit-tree', '-p', branch, '-m', 'More', `${branch}^{tree}`]);
  git(path, ['update-ref', `refs/heads/${branch}`, made]);
  return made;
}

test('what a followed list has no room for stays, and what moves comes', async () => {
  const anna = await TestEngine.start('Anna');
  opened.push(anna);
  const bob = await TestEngine.start('Bob');
  opened.push(bob);
  const hers = join(anna.directory, 'project');
  const his = join(bob.directory, 'project');
  buildRepository(hers, { commits: 5 });
  git(anna.directory, ['clone', '--quiet', '--no-local', hers, his]);
  git(hers, ['branch', 'old', 'main~3']);
  await anna.share(hers);
  const { id: repository } = await bob.call('repositories.add', { path: his });
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  await follow({ bob, peer: anna.id, repository, only: ['main', 'old', 'many/25*'] });
  await bob.until(() => at(his, 'anna/old') !== undefined, 'all is fetched');
  const old = at(his, 'anna/old');

  addManyHeads(hers, { count: 25_100 });
  await bob.until(() => (leftOutFrom(bob)?.forRoom ?? 0) > 0, 'the list leaves out some');
  await bob.until(() => at(his, 'anna/many/25099') !== undefined, 'the newest come');
  expect(at(his, 'anna/old')).toBe(old);
  const moved = commitOnTopOf(hers, 'main');
  await bob.until(() => at(his, 'anna/main') === moved, 'what moves comes');
  expect(at(his, 'anna/old')).toBe(old);
  expect(problems(bob)).toEqual([null]);
});

test('a followed list that begins to leave out heads, and holds all of them again', async () => {
  const room = await HostileRoom.open();
  opened.push(room);
  const { bob, source, clone } = room;
  git(source, ['branch', 'old', 'main~3']);
  git(source, ['branch', 'fix', 'main~3']);
  let isCut = false;
  const cut = (manifest: Manifest) => ({
    ...manifest,
    repositories: manifest.repositories.map((shared) =>
      isCut ? { ...shared, leftOut: { heads: 3 } } : shared,
    ),
  });
  const { announce, id: peer } = await room.meet({ manifest: cut });
  await bob.untilAlternatives(1);
  const { id: repository } = await bob.call('repositories.add', { path: clone });
  await follow({ bob, peer, repository, only: [] });
  await bob.until(() => at(clone, 'mallory/old') !== undefined, 'all is fetched');
  const old = at(clone, 'mallory/old');

  git(source, ['update-ref', '-d', 'refs/heads/old']);
  git(source, ['update-ref', '-d', 'refs/heads/fix']);
  git(source, ['branch', 'fix/deeper', 'main']);
  const moved = commitOnTopOf(source, 'main');
  isCut = true;
  announce();
  await bob.until(() => at(clone, 'mallory/main') === moved, 'what moves comes');
  expect(at(clone, 'mallory/old')).toBe(old);
  expect(refs(clone, 'refs/remotes/mallory/fix')).toHaveLength(1);
  expect(at(clone, 'mallory/fix/deeper')).toBeDefined();
  expect(problems(bob)).toEqual([null]);

  isCut = false;
  announce();
  await bob.until(() => at(clone, 'mallory/old') === undefined, 'what is gone goes');
});
