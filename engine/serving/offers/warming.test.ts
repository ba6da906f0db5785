import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Block, formatBlock, type Reel } from '../../../shared/gtp/reel.ts';
import type { Oid, PeerId } from '../../../shared/ids.ts';
import { openRepository } from '../../git/open.ts';
import { ReelCache } from '../../reels/reel-cache.ts';
import { readPlan } from '../../reels/reel-folder.ts';
import { nameOfReel } from '../../reels/rules/reel-name.ts';
import { Repositories } from '../../repositories/repositories.ts';
import { DataFolder } from '../../store/data-folder.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { git } from '../../testing/git.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { CommitCounts } from './commit-counts.ts';
import { negotiate } from './negotiate.ts';
import { Warming } from './warming.ts';

const peer = 'anna' as PeerId;
const MIB = 1024 * 1024;
const root = temporaryFolder();
const project = join(root, 'project');
const counts = new CommitCounts();
let folders = 0;
let stack: AsyncDisposableStack;
let repositories: Repositories;
let reels: ReelCache;
let directory: string;
let company = true;
let busy = false;
let warming: Warming;

beforeAll(() => buildRepository(project, { commits: 150, binaryBytes: 400_000 }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeEach(async () => {
  folders += 1;
  [company, busy] = [true, false];
  stack = new AsyncDisposableStack();
  const folder = stack.use(new DataFolder(join(root, `data-${folders}`), () => {}));
  repositories = stack.use(await Repositories.open(folder));
  directory = await folder.openFolder('reels');
  reels = stack.use(new ReelCache(directory, 100 * MIB));
  warming = warmAfter(50);
  repositories.events.on('changed', () => warming.look());
});
afterEach(() => stack[Symbol.asyncDispose]());

/** @param rest in milliseconds */
function warmAfter(rest: number): Warming {
  return stack.use(
    new Warming({
      ...{ repositories, reels, counts, rest },
      hasCompany: () => company,
      isBusy: () => busy,
    }),
  );
}

async function share(path = project): Promise<void> {
  const { id } = await repositories.add(path);
  await repositories.setVisibility(id, { to: 'everyone' });
}

/** What a clone would ask for. */
async function reelOf(path: string): Promise<Reel> {
  const repository = await openRepository(path);
  const heads = git(path, ['for-each-ref', '--format=%(objectname)', 'refs/heads', 'refs/tags']);
  const wants = [...new Set(heads.split('\n'))].sort() as Oid[];
  const towards = git(path, ['rev-parse', 'main']) as Oid;
  const request = { wants, haves: [], towards };
  const offer = await negotiate({ repository, visible: wants, counts }, request);
  if (offer === null) throw new Error('no offer');
  return offer.reel;
}

/** Whether all of a reel is there. */
async function isReady(reel: Reel): Promise<boolean> {
  const folder = join(directory, nameOfReel(reel));
  const plan = await readPlan(folder);
  const sheet = (block: Block) => existsSync(join(folder, `${formatBlock(block)}.sheet`));
  return plan?.every(sheet) ?? false;
}

async function until(isReached: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 1_000 && !(await isReached()); round += 1) await sleep(10);
  expect(await isReached()).toBe(true);
}

test('what a clone would ask for is ready before it does, and again when heads have moved', async () => {
  const path = join(root, 'moving');
  git(root, ['clone', '--quiet', project, path]);
  await share(path);
  const reel = await reelOf(path);
  await until(() => isReady(reel));
  for (let commit = 0; commit < 64; commit += 1) {
    git(path, ['commit', '--quiet', '--allow-empty', '-m', `more ${commit}`]);
  }
  const next = await reelOf(path);
  expect(nameOfReel(next)).not.toBe(nameOfReel(reel));
  await repositories.refreshAll();
  await until(() => isReady(next));
});

test.each([
  ['while nobody is there', () => (company = false), () => (company = true)],
  ['while something else goes on', () => (busy = true), () => (busy = false)],
])('nothing is done %s', async (_, begin, end) => {
  begin();
  await share();
  await sleep(500);
  expect(readdirSync(directory)).toEqual([]);
  end();
  warming.look();
  const reel = await reelOf(project);
  await until(() => isReady(reel));
});

test('who asks for something else comes first', async () => {
  await warming[Symbol.asyncDispose]();
  // On a busy machine, too, the next question comes before it counts as rest.
  warming = warmAfter(3_000);
  await share();
  const reel = await reelOf(project);
  const other = { ...reel, layout: { stripes: 16, windows: 4 } };
  await until(async () => existsSync(join(directory, nameOfReel(reel))));
  // It is asked for again and again: the other one is left off, and taken up when that has ended.
  const repository = await openRepository(project);
  const { signal } = new AbortController();
  const asking = await reels.open(repository, other);
  const opened = await reels.open(repository, other);
  for await (const { blocks } of opened.plan({ peer, signal })) {
    for (const block of blocks) {
      await (await reels.open(repository, other)).block(block, { peer, signal });
    }
  }
  expect(asking.isWhole).toBe(true);
  expect(await isReady(reel)).toBe(false);
  await until(() => isReady(reel));
});

test('a repository that nobody may see is left alone', async () => {
  await repositories.add(project);
  await sleep(500);
  expect(readdirSync(directory)).toEqual([]);
});
