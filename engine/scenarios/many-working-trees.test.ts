import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck, git, refs, trackingRefsOf } from '../testing/git.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

// A bare repository with working trees beside it, where git itself finds bare ones by name alone.

let anna: TestEngine;
let bob: TestEngine;
/** Anna's folder, and Bob's, of the same form. */
let hers: string;
let his: string;

beforeEach(async () => {
  ({ anna, bob } = await startPair());
  const source = join(anna.directory, 'source');
  buildRepository(source, { commits: 20 });
  hers = layOut(join(anna.directory, 'harbour-map'), source);
  his = layOut(join(bob.directory, 'harbour-map'), source);
  const home = join(bob.directory, 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.gitconfig'), '[safe]\n\tbareRepository = explicit\n');
  vi.stubEnv('HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endAll(bob, anna);
});

function layOut(folder: string, source: string): string {
  git(source, ['clone', '--quiet', '--bare', '--no-local', source, join(folder, '.bare')]);
  writeFileSync(join(folder, '.git'), 'gitdir: ./.bare\n');
  git(folder, ['worktree', 'add', '--quiet', 'main']);
  git(folder, ['worktree', 'add', '--quiet', '-b', 'topic', 'topic']);
  return folder;
}

test('they are one project, named as the folder above', async () => {
  const first = await anna.share(join(hers, 'main'));
  for (const path of [hers, join(hers, 'topic'), join(hers, '.bare')]) {
    expect(await anna.call('repositories.add', { path })).toMatchObject({ id: first.id });
  }
  expect(first.name).toBe('harbour-map');
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  expect(Object.values(bob.state.swarms).map(({ name }) => name)).toEqual(['harbour-map']);
});

test('it is shared, cloned, looked into, fetched and followed', async () => {
  await anna.share(join(hers, '.bare'));
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  const [swarm] = Object.keys(bob.state.swarms) as SwarmId[];
  if (swarm === undefined) throw new Error('there is no project');
  const directory = join(bob.directory, 'clone');
  await bob.call('clone', { transfer: newTransferId(), swarm, directory });
  expect(fsck(directory)).toBe('');
  expect((await bob.call('browse', { swarm })).overview.files).toBeGreaterThan(0);
  const { id: repository } = await bob.call('repositories.add', { path: his });
  await bob.fetch(his);
  const bare = join(his, '.bare');
  expect(refs(bare, 'refs/remotes').sort()).toEqual(trackingRefsOf(join(hers, '.bare'), 'anna'));

  const fastForward = ['main', 'topic'];
  await bob.call('follow.set', { peer: anna.id, repository, ...PLAIN_FOLLOW, fastForward });
  for (const branch of fastForward) {
    const tree = join(hers, branch);
    writeFileSync(join(tree, 'new.txt'), branch);
    git(tree, ['add', '.']);
    git(tree, ['commit', '--quiet', '-m', branch]);
    const oid = git(tree, ['rev-parse', 'HEAD']);
    const isThere = () => git(join(his, branch), ['rev-parse', 'HEAD']) === oid;
    await bob.until(isThere, `${branch} is moved along`);
    expect(git(join(his, branch), ['status', '--porcelain'])).toBe('');
  }
});
