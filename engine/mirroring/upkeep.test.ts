import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Depot } from '../depot/depot.ts';
import type { DepotProject } from '../depot/depot-project.ts';
import { openRepository } from '../git/open.ts';
import { removeStaleLocks } from '../git/stale-locks.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck, git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Upkeep } from './upkeep.ts';

const PACKS = 22;
const KILLS = 12;
const ROUNDS = 4;
const RECORD = { heads: 'pushes', people: [], id: 'a'.repeat(16) };

let folder: string;
let path: string;
let packs: string;

/** A depot's repository into which something has come many times. */
beforeEach(() => {
  folder = temporaryFolder();
  const source = join(folder, 'source');
  path = join(folder, 'project.git');
  buildRepository(source, { commits: 60, files: 30 });
  git(folder, ['init', '--quiet', '--bare', path]);
  const commits = git(source, ['rev-list', '--first-parent', '--reverse', 'main']).split('\n');
  const steps = Array.from({ length: PACKS }, (_, index) => commits.at(2 * (index - PACKS) + 1));
  for (const step of steps) {
    const fetch = ['fetch', '--quiet', source, `+${step}:refs/heads/main`];
    git(path, ['-c', 'fetch.unpackLimit=1', ...fetch]);
  }
  packs = join(path, 'objects', 'pack');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = () => readdirSync(packs);
const countOf = (ending: string) => names().filter((name) => name.endsWith(ending)).length;
const isLeft = (name: string) => /^(tmp_|\.tmp-)/.test(name);

/** As if everything in it had been left there hours ago. */
function makeOld(): void {
  const then = new Date(Date.now() - 2 * 60 * 60_000);
  for (const name of names()) utimesSync(join(packs, name), then, then);
}

async function openUpkeep(isBusy = () => false) {
  const repository = await openRepository(path);
  const measure = vi.fn(async () => {});
  const project = {
    ...{ record: RECORD, usedAt: Number.NEGATIVE_INFINITY, repository, measure, asOf: () => null },
    exclusively: (work: (opened: typeof repository) => Promise<void>) => work(repository),
  } as unknown as DepotProject;
  const depot = { all: [project], find: () => project } as unknown as Depot;
  const logged = vi.fn();
  const upkeep = new Upkeep({ depot, isBusy, letGo: async () => {}, logged, rest: 20 });
  return { upkeep, project, measure, logged };
}

test('after a start, many packs are put together, and what killed programs left is removed', async () => {
  expect(countOf('.idx')).toBe(PACKS);
  for (const name of ['tmp_pack_AbCdEf', '.tmp-1-pack-0123.pack', `pack-${'c'.repeat(40)}.pack`]) {
    writeFileSync(join(packs, name), 'half of it');
  }
  makeOld();
  const { upkeep, measure, logged } = await openUpkeep();
  await vi.waitFor(() => expect(measure).toHaveBeenCalled(), { timeout: 60_000 });
  await upkeep[Symbol.asyncDispose]();
  expect(logged).not.toHaveBeenCalled();
  expect([countOf('.pack'), countOf('.idx')]).toEqual([1, 1]);
  expect(names().filter(isLeft)).toEqual([]);
  expect(fsck(path)).toBe('');
});

test('nothing is done while something else is, and something that comes is a reason to look again', async () => {
  let isBusy = true;
  const { upkeep, project, measure } = await openUpkeep(() => isBusy);
  await sleep(200);
  expect(countOf('.idx')).toBe(PACKS);
  isBusy = false;
  await vi.waitFor(() => expect(measure).toHaveBeenCalledTimes(1), { timeout: 60_000 });
  writeFileSync(join(packs, 'tmp_pack_AbCdEf'), 'half of it');
  makeOld();
  upkeep.changed(project);
  await vi.waitFor(() => expect(names().filter(isLeft)).toEqual([]), { timeout: 60_000 });
  await upkeep[Symbol.asyncDispose]();
  // With one pack there is nothing to put together.
  expect(measure).toHaveBeenCalledTimes(1);
});

test('what nobody wants is let go of, when it is looked for, and what is pushed to never', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const about = { people: [], isAdded: false, seenAt: 0, askedAt: 0 };
    const kept = [
      { ...about, id: 'unwanted', heads: 'owner' },
      { ...about, id: 'pushed-to', heads: 'pushes' },
      { ...about, id: 'asked-for', heads: 'owner', askedAt: Date.now() },
    ].map((record) => ({ record, asOf: () => 0 }) as unknown as DepotProject);
    const depot = { all: kept, find: () => null } as unknown as Depot;
    const letGo = vi.fn(async () => {});
    const upkeep = new Upkeep({ depot, isBusy: () => true, letGo, logged: vi.fn() });
    await vi.advanceTimersByTimeAsync(5 * 60 * 60_000);
    expect(letGo).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2 * 60 * 60_000);
    expect(letGo.mock.calls).toEqual([['unwanted']]);
    await upkeep[Symbol.asyncDispose]();
  } finally {
    vi.useRealTimers();
  }
});

test('collecting garbage is killed at any moment: nothing is lost, and the next time it comes to its end', async () => {
  const tip = git(path, ['rev-parse', 'main']);
  const kill = (child: ChildProcess) => process.kill(-(child.pid ?? 0), 'SIGKILL');
  let took = 400;
  let left = 0;
  // Where all moments were too early, those of the next round are later.
  for (let round = 0; round < ROUNDS && left === 0; round += 1) {
    for (let index = 0; index < KILLS; index += 1) {
      const args = [
        '-C',
        path,
        '-c',
        'gc.autoDetach=false',
        'gc',
        '--quiet',
        '--prune=2.weeks.ago',
      ];
      const child = spawn('git', args, { detached: true, stdio: 'ignore' });
      const began = performance.now();
      const ended = once(child, 'exit');
      await Promise.race([sleep((index / KILLS) * took), ended]);
      if (child.exitCode === null) kill(child);
      else took = performance.now() - began;
      await ended;
      left += names().filter(isLeft).length;
      expect(fsck(path)).toBe('');
      expect(git(path, ['rev-parse', 'main'])).toBe(tip);
    }
    took *= 2;
  }
  expect(left).toBeGreaterThan(0);
  const locked = [
    'packed-refs',
    'HEAD',
    'objects/info/commit-graph',
    'refs/heads/main',
    'refs/remotes/x',
  ];
  for (const name of locked) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, `${name}.lock`), '');
  }
  expect(() => git(path, ['gc', '--quiet'])).toThrow(/\.lock/);
  await removeStaleLocks(path);
  makeOld();
  const { upkeep } = await openUpkeep();
  await vi.waitFor(() => expect(names().filter(isLeft)).toEqual([]), { timeout: 60_000 });
  await upkeep[Symbol.asyncDispose]();
  git(path, ['gc', '--quiet']);
  expect(locked.filter((name) => existsSync(join(path, `${name}.lock`)))).toEqual([]);
  expect(countOf('.idx')).toBe(1);
  expect(fsck(path)).toBe('');
});
