import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countHeads, headCountWords } from '../../shared/domain/words/head-count.ts';
import { cloneAt, git, refs, trackingRefsOf } from '../testing/git.ts';
import { TestEngine } from './support/test-engine.ts';

const TAGS = 304;

let anna: TestEngine;
let bob: TestEngine;
let hers: string;
let his: string;

beforeEach(async () => {
  anna = await TestEngine.start('anna');
  bob = await TestEngine.start('bob');
  hers = join(anna.directory, 'map');
  his = join(bob.directory, 'map');
  git(anna.directory, ['init', '--quiet', '--initial-branch=main', hers]);
  git(hers, ['commit', '--quiet', '--allow-empty', '-m', 'Begin']);
  cloneAt(hers, 'main', his);
  git(hers, ['branch', 'known']);
  git(hers, ['commit', '--quiet', '--allow-empty', '-m', 'Go on']);
  git(hers, ['branch', 'topic']);
  const commands = Array.from({ length: TAGS }, (_, n) => `create refs/tags/v${n} known\n`);
  git(hers, ['update-ref', '--stdin'], commands.join(''));
  git(hers, ['tag', '-a', '-m', 'The first', 'annotated', 'known']);
  await anna.share(hers);
  await bob.call('repositories.add', { path: his });
  await bob.connect(anna);
  await bob.untilAlternatives(1);
});
afterEach(async () => {
  await anna[Symbol.asyncDispose]();
  await bob[Symbol.asyncDispose]();
});

test('tags are no new heads, and counted apart from them', async () => {
  await bob.until(
    ({ swarms }) => Object.values(swarms).some(({ newHeads }) => newHeads > 0),
    'new heads are seen',
  );
  const [swarm] = Object.values(bob.state.swarms);
  // main and topic are new; of the tags, only the annotated one is an object that is not here.
  expect(swarm).toMatchObject({ newHeads: 2, newTags: 1 });
});

test('a fetch of hundreds of tags is undone as a whole', async () => {
  const { updated } = await bob.fetch(his);
  expect(headCountWords(countHeads(updated))).toBe(`3 heads and ${TAGS + 1} tags`);
  expect(refs(his, 'refs/remotes').sort()).toEqual(trackingRefsOf(hers, 'anna'));
  await bob.until(({ activity }) => Object.keys(activity).length === 1, 'it is written down');
  const [entry] = Object.values(bob.state.activity);
  expect(entry).toMatchObject({ more: 0 });
  expect(entry?.changes).toHaveLength(updated.length);

  await bob.call('activity.undo', { entry: entry?.id ?? '' });
  expect(refs(his, 'refs/remotes')).toEqual([]);
  await bob.until(
    ({ activity }) =>
      Object.values(activity).every(({ changes }) => changes.every((each) => each.isUndone)),
    'all of it is told as undone',
  );
});

test('patterns tell how many branches and tags they choose', async () => {
  const [repository] = Object.values(anna.state.repositories);
  if (repository === undefined) throw new Error('nothing is known');
  const count = (only: string[], except: string[] = []) =>
    anna.call('repositories.countHeads', { repository: repository.id, only, except });
  const all = { heads: 3, tags: TAGS + 1 };
  expect(await count([])).toEqual({ chosen: all, all });
  // v1, v10 to v19, v100 to v199.
  expect(await count(['v1*', 'main'])).toEqual({ chosen: { heads: 1, tags: 111 }, all });
  expect(await count(['nothing/**'])).toEqual({ chosen: { heads: 0, tags: 0 }, all });
  expect(await count([], ['v*'])).toEqual({ chosen: { heads: 3, tags: 1 }, all });
  expect(repository.status).toMatchObject(all);
});
