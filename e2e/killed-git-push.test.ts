import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import type { DepotLog } from '../shared/api/depot-push-contract.ts';
import { runProgram } from './support/run-program.ts';
import { ShoalNode } from './support/shoal-node.ts';

const HELPER = resolve(import.meta.dirname, '../out/main/git-remote-gtp.js');
const URL = 'gtp://depot/charts';
/** What each push brings, in bytes, and how many of them go out in a second, in MB: the middle of it takes a while. */
const LARGE = 1_000_000;
const UPLOAD = '2';
const WITHIN = 60_000;

const home = temporaryFolder();
const hers = join(home, 'charts');
const depotArgs = ['--no-mdns', '--depot', join(home, 'depot'), '--mirror', '*'];
let anna: ShoalNode;
let depot: ShoalNode;
let kept: string;
/** How long a push takes that nobody kills, in milliseconds. */
let took = 0;
let commits = 0;

/** Anna's project is kept by a depot, and she has pushed to it once. */
beforeAll(async () => {
  buildRepository(hers, { commits: 5 });
  depot = await ShoalNode.start('depot', { args: depotArgs });
  anna = await ShoalNode.start('Anna', { args: ['--no-mdns', '--peer', depot.listen] });
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${HELPER}' "$@"\n`;
  writeFileSync(join(bin, 'git-remote-gtp'), script, { mode: 0o755 });
  await anna.json('share', hers, '--to', 'everyone');
  await anna.json('limits', '--upload', UPLOAD);
  const isTaken = async () => expect(await push()).toMatchObject({ exitCode: 0 });
  await vi.waitFor(isTaken, { timeout: WITHIN, interval: 200 });
  const [project = ''] = readdirSync(join(home, 'depot', 'projects'));
  kept = join(home, 'depot', 'projects', project, 'project.git');
  commitLarge();
  const began = performance.now();
  expect(await push()).toMatchObject({ exitCode: 0 });
  took = performance.now() - began;
});

afterAll(async () => {
  await Promise.all([anna?.kill(), depot?.kill()]);
  rmSync(home, { recursive: true, force: true });
});

const env = () => ({
  ...process.env,
  PATH: [join(home, 'bin'), process.env.PATH].join(delimiter),
  SHOAL_DATA_DIR: join(anna.directory, 'data'),
  LC_ALL: 'C',
});
const push = () => runProgram('git', ['push', URL, 'main'], { cwd: hers, env: env() });
const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

function commitLarge(): string {
  commits += 1;
  writeFileSync(join(hers, 'large'), randomBytes(LARGE));
  git(hers, ['add', 'large']);
  git(hers, ['commit', '--quiet', '-m', `number ${commits}`]);
  return git(hers, ['rev-parse', 'main']);
}

/** What git has started to speak with the depot, by way of a git in between; null where it has not yet, or not any more. */
function helperOf(pid: number): number | null {
  const read = (name: string) => {
    const file = `/proc/${pid}/${name}`;
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  if (read('cmdline').includes(HELPER)) return pid;
  const children = read(`task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
  return children.map(helperOf).find((each) => each !== null) ?? null;
}

type Victim = 'helper' | 'git' | 'depot';

const kills: Record<Victim, (pushing: ChildProcess, helper: number) => Promise<void>> = {
  helper: async (_pushing, helper) => {
    if (isAlive(helper)) process.kill(helper, 'SIGKILL');
  },
  git: async (pushing) => {
    pushing.kill('SIGKILL');
  },
  depot: async () => {
    await depot.kill();
    const { directory, listen } = depot;
    depot = await ShoalNode.start('depot', { directory, args: [...depotArgs, '--listen', listen] });
  },
};

/** Kills one of those that take part in a push, at this share of the time that one takes. */
async function strike(victim: Victim, share: number): Promise<void> {
  const began = performance.now();
  const pushing = spawn('git', ['push', '--quiet', URL, 'main'], {
    ...{ cwd: hers, env: env(), stdio: 'ignore' },
  });
  const ended = once(pushing, 'exit');
  const find = () => helperOf(pushing.pid ?? 0);
  await expect.poll(find, { timeout: WITHIN, interval: 5 }).not.toBeNull();
  const helper = find() ?? 0;
  await sleep(Math.max(0, share * took - (performance.now() - began)));
  await kills[victim](pushing, helper);
  await ended;
  await expect.poll(() => isAlive(helper), { timeout: WITHIN, interval: 20 }).toBe(false);
}

/** Locks, unfinished packs, guarded packs and quarantines below a folder of git's. */
function leftIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.lock$|\.keep$|(^|\/)(tmp_|\.tmp-)|^shoal(\/|$)/.test(name));
}

const entries = async () =>
  (await anna.json<DepotLog & Record<string, unknown>>('depot', 'log', 'charts')).entries;
const scratch = () => {
  const names = readdirSync(join(depot.directory, 'data', 'scratch'));
  return names.filter((name) => name.startsWith('push-'));
};

test.each<[Victim, number]>([
  ['helper', 8],
  ['git', 4],
  ['depot', 5],
])(
  '%s is killed at %i moments of a push: the depot stays whole, and pushing again works',
  async (victim, moments) => {
    const outcomes = new Set<string>();
    for (let moment = 0; moment < moments; moment += 1) {
      const before = git(kept, ['rev-parse', 'main']);
      const pushed = commitLarge();
      await strike(victim, (moment + 0.5) / moments);
      // What the depot had in its hands it may still be done with.
      await expect.poll(() => [...leftIn(kept), ...scratch()], { timeout: WITHIN }).toEqual([]);
      const after = git(kept, ['rev-parse', 'main']);
      expect([before, pushed]).toContain(after);
      outcomes.add(after === before ? 'before' : 'after');
      expect(fsck(kept)).toBe('');
      await expect.poll(push, { timeout: WITHIN }).toMatchObject({ exitCode: 0 });
      expect(git(kept, ['rev-parse', 'main'])).toBe(pushed);
      // Each push is there once, signed, and follows on the one before: else it would be refused here.
      const log = await entries();
      expect(log.filter(({ act }) => act.kind === 'push')).toHaveLength(commits + 1);
      expect(log.at(-1)?.act).toMatchObject({ changes: [{ new: pushed }] });
      expect([...leftIn(kept), ...leftIn(join(hers, '.git')), ...scratch()]).toEqual([]);
    }
    console.log(`${victim}: ${[...outcomes].sort().join(', ')}`);
    // Otherwise all moments were too late.
    expect(outcomes).toContain('before');
  },
);
