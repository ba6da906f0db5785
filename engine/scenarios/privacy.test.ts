import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planLineSchema } from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, ReelName, RepositoryId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let stranger: Stranger;
let shared: RepositoryId;
let unshared: RepositoryId;
let main: Oid;
/** Ids of what must never be served, by what they are. */
const hidden: Record<string, Oid> = {};

const absent = 'f'.repeat(40) as Oid;

beforeAll(async () => {
  anna = await TestEngine.start('Anna');
  const source = join(anna.directory, 'source');
  buildRepository(source, { commits: 50 });
  const rev = (name: string) => git(source, ['rev-parse', name]) as Oid;
  const commitFile = (text: string) => {
    writeFileSync(join(source, 'secret.txt'), text);
    git(source, ['add', '.']);
    git(source, ['commit', '--quiet', '-m', text]);
  };

  git(source, ['checkout', '--quiet', '-b', 'private/plan']);
  commitFile('on an unshared branch');
  hidden['commit of an unshared branch'] = rev('HEAD');
  hidden['tree of an unshared branch'] = rev('HEAD^{tree}');
  hidden['blob of an unshared branch'] = rev('HEAD:secret.txt');

  git(source, ['checkout', '--quiet', 'main']);
  commitFile('only in the reflog');
  hidden['commit in the reflog'] = rev('HEAD');
  hidden['blob in the reflog'] = rev('HEAD:secret.txt');
  git(source, ['reset', '--quiet', '--hard', 'HEAD~1']);

  writeFileSync(join(source, 'README.md'), 'stashed');
  git(source, ['stash']);
  hidden.stash = rev('stash');
  hidden['blob in the stash'] = rev('stash:README.md');
  main = rev('main');

  const record = await anna.share(source);
  shared = record.id;
  await anna.call('repositories.setHeads', {
    repository: shared,
    only: [],
    except: ['private/**'],
  });

  const secret = join(anna.directory, 'secret');
  buildRepository(secret, { commits: 5, seed: 9 });
  unshared = (await anna.call('repositories.add', { path: secret })).id;
  hidden['commit of an unshared repository'] = git(secret, ['rev-parse', 'main']) as Oid;

  stranger = await Stranger.connect(anna);
});

afterAll(async () => {
  stranger[Symbol.dispose]();
  await anna[Symbol.asyncDispose]();
});

test('the manifest names shared repositories and heads, and nothing else', async () => {
  const { manifest } = await stranger.manifest();
  expect(manifest.repositories.map(({ id }) => id)).toEqual([shared]);
  const text = JSON.stringify(manifest);
  expect(text).toContain('refs/heads/main');
  expect(text).not.toContain('private/plan');
  for (const oid of Object.values(hidden)) expect(text).not.toContain(oid);
});

test('what is shared is served: the refusals below are about what is not', async () => {
  const offer = await stranger.post(ROUTES.reels(shared), { wants: [main], haves: [] });
  expect(offer.status).toBe(200);
  const single = { wants: [main], objects: [main] };
  expect((await stranger.post(ROUTES.objects(shared), single)).status).toBe(200);
});

test('hidden objects cannot be had as wants, and are answered like absent ones', async () => {
  const expected = await stranger.post(ROUTES.reels(shared), { wants: [absent], haves: [] });
  expect(expected.status).toBe(404);
  for (const [what, oid] of Object.entries(hidden)) {
    const answer = await stranger.post(ROUTES.reels(shared), { wants: [oid], haves: [] });
    expect({ what, ...answer }).toEqual({ what, ...expected });
    const beside = await stranger.post(ROUTES.reels(shared), { wants: [main, oid], haves: [] });
    expect({ what, ...beside }).toEqual({ what, ...expected });
  }
});

test('hidden objects cannot be had by their ids', async () => {
  const expected = await stranger.post(ROUTES.objects(shared), {
    wants: [main],
    objects: [absent],
  });
  expect(expected.status).toBe(404);
  for (const [what, oid] of Object.entries(hidden)) {
    const answer = await stranger.post(ROUTES.objects(shared), { wants: [main], objects: [oid] });
    expect({ what, ...answer }).toEqual({ what, ...expected });
    const asWant = await stranger.post(ROUTES.objects(shared), { wants: [oid], objects: [oid] });
    expect({ what, ...asWant }).toEqual({ what, ...expected });
  }
});

test('a hidden commit is no have: its existence does not show, and nothing builds on it', async () => {
  const chains = Object.values(hidden).map((oid) => [oid]);
  const answer = await stranger.post(ROUTES.reels(shared), { wants: [main], haves: chains });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body).reel.haves).toEqual([]);
});

test('an unshared repository is answered like one that does not exist', async () => {
  const nowhere = 'aaaaaaaaaaaaaaaa' as RepositoryId;
  const own = hidden['commit of an unshared repository'] as Oid;
  for (const body of [
    { wants: [own], haves: [] },
    { wants: [main], haves: [] },
  ]) {
    const answer = await stranger.post(ROUTES.reels(unshared), body);
    expect(answer).toEqual(await stranger.post(ROUTES.reels(nowhere), body));
    expect(answer.status).toBe(404);
  }
});

test('a block is only for those it was offered to', async () => {
  const answer = await stranger.post(ROUTES.reels(shared), { wants: [main], haves: [] });
  const name = await stranger.reelName(answer.body);
  const plan = await stranger.get(ROUTES.plan(ROUTES.produced(shared, name)));
  const lines = plan.body.split('\n').filter((line) => line !== '');
  const [whole] = lines.flatMap((line) => planLineSchema.parse(JSON.parse(line)).blocks);
  if (whole === undefined) throw new Error('a plan without blocks');
  expect((await stranger.get(ROUTES.block(ROUTES.produced(shared, name), whole))).status).toBe(200);
  expect(
    (await stranger.get(ROUTES.block(ROUTES.produced(shared, name), { ...whole, strip: 9_999 })))
      .status,
  ).toBe(404);
  const guessed = '0'.repeat(64) as ReelName;
  expect((await stranger.get(ROUTES.block(ROUTES.produced(shared, guessed), whole))).status).toBe(
    404,
  );

  const other = await Stranger.connect(anna);
  expect((await other.get(ROUTES.plan(ROUTES.produced(shared, name)))).status).toBe(404);
  expect((await other.get(ROUTES.block(ROUTES.produced(shared, name), whole))).status).toBe(404);
  other[Symbol.dispose]();
});

test('a repository for trusted peers is invisible to others, until they are trusted', async () => {
  const path = join(anna.directory, 'secret');
  const record = await anna.share(path, { to: 'trusted' });
  const body = { wants: [hidden['commit of an unshared repository']], haves: [] };
  expect((await stranger.manifest()).manifest.repositories.map(({ id }) => id)).toEqual([shared]);
  expect((await stranger.post(ROUTES.reels(record.id), body)).status).toBe(404);

  await anna.call('peers.trust', { peer: stranger.id });
  const ids = (await stranger.manifest()).manifest.repositories.map(({ id }) => id);
  expect(ids.sort()).toEqual([shared, record.id].sort());
  expect((await stranger.post(ROUTES.reels(record.id), body)).status).toBe(200);

  await anna.call('peers.untrust', { peer: stranger.id });
  expect((await stranger.post(ROUTES.reels(record.id), body)).status).toBe(404);
});

test('a repository for named peers is for them alone', async () => {
  const path = join(anna.directory, 'secret');
  const friend = await Stranger.connect(anna);
  await anna.share(path, { to: 'peers', peers: [friend.id] });
  const shownTo = async (peer: Stranger) => (await peer.manifest()).manifest.repositories.length;
  expect(await shownTo(friend)).toBe(2);
  expect(await shownTo(stranger)).toBe(1);
  friend[Symbol.dispose]();
});

test('no other path leads anywhere', async () => {
  const paths = ['/', '/gtp/2', '/gtp/2/repositories', `/gtp/2/repositories/${shared}`];
  const hostile = [`/gtp/2/repositories/../${shared}`, '/gtp/2/manifest/../../etc/passwd'];
  for (const path of [...paths, ...hostile]) {
    expect((await stranger.get(path)).status).toBe(404);
  }
});
