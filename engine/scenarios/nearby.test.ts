import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, fsck, git, refs } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { hostilePeer, type Misbehaviour } from './support/hostile-peer.ts';
import { endAll } from './support/pair.ts';
import { Stranger } from './support/stranger.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const URL = 'https://git.example.org/team/project.git';
const HASH = createHash('sha256').update('git.example.org/team/project').digest('hex');

const UNLIMITED = { upload: null, uploadPerPeer: null, download: null, downloadPerPeer: null };

let folder: string;
let source: string;
let bob: TestEngine;
let into: string;
let runs = 0;

beforeAll(async () => {
  folder = temporaryFolder();
  source = join(folder, 'source');
  buildRepository(source, { commits: 120 });
});
beforeEach(async () => {
  bob = await TestEngine.start('Bob');
  runs += 1;
  into = join(folder, `into-${runs}`);
  git(folder, ['init', '--quiet', '--bare', into]);
});
afterEach(() => endAll(bob));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the origin lists of its branches, which are those of `source`. */
function originRefs(path = source) {
  return refs(path, 'refs/heads').map((line) => {
    const [oid, ref] = line.split(' ') as [Oid, string];
    return { oid, ref };
  });
}

/** As git would have it done that is about to fetch `main`. */
async function bring(hash: string | null = HASH, listed = originRefs()): Promise<readonly Oid[]> {
  const wants = listed.filter(({ ref }) => ref === 'refs/heads/main').map(({ oid }) => oid);
  const origin = { hash, refs: listed };
  const params = { transfer: newTransferId(), gitDir: into, origin, wants };
  return (await bob.call('git.bring', params)).here;
}

/** A teammate with a clone of the origin as it was some commits ago. */
async function teammate(
  name: string,
  behind: number,
  visibility?: Parameters<TestEngine['share']>[1],
) {
  const engine = await TestEngine.start(name);
  const copy = join(engine.directory, 'project');
  cloneAt(source, `main~${behind}`, copy);
  git(copy, ['remote', 'add', 'upstream', URL]);
  await engine.share(copy, visibility);
  await bob.connect(engine);
  return { engine, copy };
}

const commit = (name: string) => git(source, ['rev-parse', name]) as Oid;

/** Whether all that these reach is in the repository, and nothing of Shoal's. */
function expectWhole(oids: readonly Oid[]): void {
  git(into, ['rev-list', '--objects', '--quiet', ...oids]);
  expect(refs(into)).toEqual([]);
  expect(existsSync(join(into, 'shoal'))).toBe(false);
  const packs = readdirSync(join(into, 'objects', 'pack'));
  expect(packs.filter((file) => file.endsWith('.keep'))).toEqual([]);
}

test('what is behind comes, and the origin hears where it ends', async () => {
  const { engine } = await teammate('Anna', 30);
  await bob.untilAlternatives(1);
  const here = await bring();
  expect(here).toContain(commit('main~30'));
  expect(here.length).toBeLessThanOrEqual(256);
  expectWhole(here);
  await endAll(engine);
});

test('who is ahead of the origin tells of commits that the origin knows', async () => {
  const { engine, copy } = await teammate('Anna', 0);
  for (let step = 0; step < 40; step += 1) {
    git(copy, ['commit', '--quiet', '--allow-empty', '-m', `unpublished ${step}`]);
  }
  await engine.call('repositories.add', { path: copy });
  const head = git(copy, ['rev-parse', 'main']);
  await bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) =>
        alternatives.some(({ heads }) => heads.some(({ oid }) => oid === head)),
      ),
    'the commits are known',
  );
  const here = await bring();
  expect(here).toContain(commit('main'));
  expectWhole(here);
  await endAll(engine);
});

test('of two that are behind, the second one gives what the first one lacks', async () => {
  const [anna, cleo] = [await teammate('Anna', 60), await teammate('Cleo', 10)];
  await bob.call('peers.trust', { peer: anna.engine.id });
  await bob.untilAlternatives(2);
  const here = await bring();
  expect(here).toContain(commit('main~60'));
  expect(here).toContain(commit('main~10'));
  expectWhole(here);
  await endAll(anna.engine, cleo.engine);
});

test('a copy without a common address is known by its heads', async () => {
  const { engine } = await teammate('Anna', 0);
  await bob.untilAlternatives(1);
  expect(await bring('0'.repeat(64))).toContain(commit('main'));
  await endAll(engine);
});

test('what is another project, or shared with others only, is not there', async () => {
  const { engine } = await teammate('Anna', 0, { to: 'trusted' });
  const other = await TestEngine.start('Cleo');
  const project = join(other.directory, 'other');
  buildRepository(project, { commits: 5, seed: 9 });
  await other.share(project);
  await bob.connect(other);
  await bob.untilAlternatives(1);
  const origin = { hash: HASH, refs: originRefs() };
  expect((await bob.call('git.nearby', { origin })).names).toEqual([]);
  expect(await bring()).toEqual([]);
  expect(readdirSync(join(into, 'objects', 'pack'))).toEqual([]);
  await endAll(engine, other);
});

const lies: [string, Misbehaviour][] = [
  ['sends damaged blocks', { block: (pack) => damaged(pack) }],
  ['sends nothing', { block: () => Buffer.alloc(0) }],
  ['plans nothing', { plan: () => ({ isLast: true, blocks: [] }) }],
  [
    'offers another reel',
    { offer: (o) => ({ ...o, reel: { ...o.reel, wants: ['a'.repeat(40)] } }) },
  ],
  ['offers what is none', { offer: () => ({}) as never }],
];

test.each(lies)('a peer that %s leaves nothing, and git goes on', async (_what, misbehaviour) => {
  using _mallory = await Stranger.connect(bob, hostilePeer(source, misbehaviour).handler);
  await bob.untilAlternatives(1);
  const since = performance.now();
  expect(await bring()).toEqual([]);
  expect(performance.now() - since).toBeLessThan(20_000);
  expect(existsSync(join(into, 'shoal'))).toBe(false);
  expect(fsck(into)).toBe('');
});

test('git does not wait for another transfer into its repository', async () => {
  const { engine } = await teammate('Anna', 0);
  await bob.untilAlternatives(1);
  await bob.call('limits.set', { ...UNLIMITED, download: 16 * 1024 });
  const [swarm] = Object.keys(bob.state.swarms) as [SwarmId];
  const over = new AbortController();
  const params = { transfer: newTransferId(), gitDir: into, swarm, peer: engine.id };
  const asked = { ...params, wants: [commit('main')], followTags: false };
  const slow = bob.call('git.objects', asked, over.signal).catch(() => null);
  await bob.until(
    ({ transfers }) => Object.values(transfers).some(({ progress }) => progress.bytes > 0),
    'it is under way',
  );
  const since = performance.now();
  await expect(bring()).rejects.toMatchObject({ code: 'cancelled' });
  expect(performance.now() - since).toBeLessThan(5_000);
  expect(Object.values(bob.state.transfers).map(({ id }) => id)).toContain(params.transfer);
  over.abort();
  await slow;
  await endAll(engine);
});

test('what a fetch has brought that the user paused is kept for it', async () => {
  const { engine } = await teammate('Anna', 0);
  const mine = join(bob.directory, 'mine');
  cloneAt(source, 'main~100', mine);
  await bob.untilAlternatives(1);
  await bob.call('limits.set', { ...UNLIMITED, download: 16 * 1024 });
  const fetching = bob.fetch(mine);
  const transfer = () => Object.values(bob.state.transfers)[0];
  await bob.until(() => (transfer()?.progress.bytes ?? 0) > 0, 'it is under way');
  const id = transfer()?.id ?? newTransferId();
  await bob.call('transfers.pause', { transfer: id });
  await bob.until(() => transfer()?.phase.state === 'paused', 'it is paused');
  await bob.call('limits.set', UNLIMITED);
  const kept = () =>
    (readdirSync(join(mine, '.git', 'shoal'), { recursive: true }) as string[]).sort();
  const before = kept();
  into = join(mine, '.git');
  expect(await bring()).toEqual([]);
  expect(kept()).toEqual(before);
  await bob.call('transfers.resume', { transfer: id });
  await fetching;
  expect(fsck(mine)).toBe('');
  await endAll(engine);
});

test('a step that leads nowhere ends what a teammate’s address is asked for, too', async () => {
  const lie = lies.find(([what]) => what === 'offers another reel')?.[1] ?? {};
  using mallory = await Stranger.connect(bob, hostilePeer(source, lie).handler);
  await bob.untilAlternatives(1);
  const [swarm] = Object.keys(bob.state.swarms) as [SwarmId];
  const params = { transfer: newTransferId(), gitDir: into, swarm, peer: mallory.id };
  const asked = bob.call('git.objects', { ...params, wants: [commit('main')], followTags: false });
  await expect(asked).rejects.toMatchObject({ code: 'objects-missing' });
});

test('who lies is passed by for who does not', async () => {
  using mallory = await Stranger.connect(bob, hostilePeer(source, { block: damaged }).handler);
  const { engine } = await teammate('Anna', 30);
  await bob.call('peers.trust', { peer: mallory.id });
  await bob.untilAlternatives(2);
  const here = await bring();
  expect(here).toContain(commit('main~30'));
  expectWhole(here);
  await endAll(engine);
});

function damaged(pack: Buffer): Buffer {
  const copy = Buffer.from(pack);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}
