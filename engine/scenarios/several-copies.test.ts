import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildRepository } from '../testing/build-repository.ts';
import { git, refs } from '../testing/git.ts';
import { endAll, startPair } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let his: string;

beforeEach(async () => {
  ({ anna, bob } = await startPair());
  const first = join(anna.directory, 'first');
  const second = join(anna.directory, 'second');
  his = join(bob.directory, 'project');
  buildRepository(first, { commits: 10 });
  git(anna.directory, ['clone', '--quiet', '--no-local', first, second]);
  git(anna.directory, ['clone', '--quiet', '--no-local', first, his]);
  git(second, ['commit', '--quiet', '--allow-empty', '-m', 'Only here']);
  await anna.share(first);
  await anna.share(second);
  await bob.call('repositories.add', { path: his });
  await bob.connect(anna);
  await bob.untilAlternatives(2);
});
afterEach(() => endAll(anna, bob));

test('of two copies of a project that one teammate shares, one is fetched and the user is told', async () => {
  const fetched = await bob.fetch(his);
  const first = refs(his, 'refs/remotes/anna');
  expect(fetched.notes?.map(({ code, sentence }) => [code, sentence])).toEqual([
    [
      'other-copies',
      'Anna shares several copies of this project: only “first” was fetched, and not “second”.',
    ],
  ]);
  // Neither takes the other one's place.
  expect((await bob.fetch(his, { peers: [anna] })).updated).toEqual([]);
  expect(refs(his, 'refs/remotes/anna')).toEqual(first);
});
