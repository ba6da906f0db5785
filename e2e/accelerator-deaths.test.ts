import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git, refs } from '../engine/testing/git.ts';
import { SmallDisk, smallDiskObstacle } from '../engine/testing/small-disk.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { leftBehind } from './support/clone-shape.ts';
import { gitHome } from './support/git-home.ts';
import { Mortal } from './support/mortal.ts';
import { type CliResult, runProgram } from './support/run-program.ts';
import { runShoal } from './support/shoal-node.ts';
import { SmartOrigin } from './support/smart-origin.ts';

// What a git that Shoal makes faster does when Shoal's helper dies, or when the disk is full.

const MIB = 1024 * 1024;
/** So slow that there is time to do something in the middle, in bytes a second. */
const SLOW = 256 * 1024;
const UNLIMITED = { upload: null, uploadPerPeer: null, downloadPerPeer: null, download: null };

let folder: string;
let origin: SmartOrigin;
let anna: Mortal;
let bob: Mortal;
let bare: string;
let url: string;
let withShoal: NodeJS.ProcessEnv;
let plain: NodeJS.ProcessEnv;
let path: string;
let tries = 0;

beforeAll(async () => {
  folder = temporaryFolder();
  const source = join(folder, 'source');
  // What nothing compresses takes its time on a slow line.
  buildRepository(source, { commits: 120, binaryBytes: 1_500_000 });
  bare = join(folder, 'served', 'app.git');
  git(folder, ['clone', '--quiet', '--mirror', source, bare]);
  // No branch: nobody hears of it but who asks for it.
  git(bare, ['update-ref', 'refs/old/main', 'main~40']);
  origin = await SmartOrigin.start(join(folder, 'served'));
  url = `${origin.host}/app.git`;
  anna = new Mortal('Anna');
  bob = new Mortal('Bob');
  await anna.start();
  await bob.start([anna]);
  git(source, ['remote', 'add', 'origin', url]);
  await anna.node.json('share', source);
  await bob.node.untilSwarm('source');
  const settings = ['[credential]', `helper = ${JSON.stringify(origin.credentials)}`];
  plain = gitHome(join(folder, 'plain-home'), settings);
  withShoal = gitHome(join(folder, 'home'), settings);
  const data = join(bob.node.directory, 'data');
  const enabled = await runShoal(['git', 'enable', origin.host, '--data', data], withShoal);
  expect(enabled.exitCode).toBe(0);
});

afterAll(async () => {
  await bob?.end();
  await anna?.end();
  await origin?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  tries += 1;
  path = join(folder, `try-${tries}`);
  origin.requests = [];
});

afterEach(async () => {
  origin.gate = Promise.resolve();
  await limit(null);
  rmSync(path, { recursive: true, force: true });
});

async function limit(download: number | null): Promise<void> {
  await bob.client.call('limits.set', { ...UNLIMITED, download });
}

function run(args: readonly string[], env = withShoal): Promise<CliResult> {
  return runProgram('git', args, { cwd: folder, env });
}

/** A clone that lacks the last forty commits, and the large file that came with them. */
function makeBehind(at = path): void {
  git(folder, ['init', '--quiet', '--initial-branch=main', at]);
  git(at, ['remote', 'add', 'origin', url]);
  const old = 'refs/old/main:refs/remotes/origin/main';
  git(at, ['fetch', '--quiet', '--no-tags', `file://${bare}`, old]);
}

const WORKS = {
  clone: { prepare: () => {}, args: () => ['clone', '--quiet', url, path] },
  fetch: { prepare: () => makeBehind(), args: () => ['-C', path, 'fetch', '--quiet'] },
} as const;

/** The helpers that git runs for this origin: as only these name it, no others are found. */
function helpers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const words = commandOf(pid);
      return words.includes('git-remote-gtp.js') && words.includes(url);
    })
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

async function killHelper(): Promise<void> {
  await expect.poll(helpers, { timeout: 30_000, interval: 5 }).not.toEqual([]);
  for (const pid of helpers()) process.kill(pid, 'SIGKILL');
}

const moments: Readonly<Record<string, (cloning: Promise<unknown>) => Promise<void>>> = {
  'as it begins': async () => {},
  'while teammates give': async () => {
    const isInTheMiddle = await bob.client.waitUntil(
      ({ transfers }) => Object.values(transfers).some(({ progress }) => progress.bytes > 50_000),
      30_000,
    );
    expect(isInTheMiddle).toBe(true);
  },
  'while the origin gives': async () => {
    await expect.poll(() => origin.requests.length, { timeout: 30_000 }).toBeGreaterThan(0);
  },
};

describe.each(['clone', 'fetch'] as const)('a helper that is killed in a %s', (kind) => {
  test.each(Object.keys(moments))('%s', async (moment) => {
    const { prepare, args } = WORKS[kind];
    prepare();
    const before = kind === 'fetch' ? refs(path) : [];
    await limit(SLOW);
    let open = () => {};
    if (moment === 'while the origin gives') {
      origin.gate = new Promise((resolve) => {
        open = resolve;
      });
    }
    const working = run(args());
    await moments[moment]?.(working);
    await killHelper();
    // What the helper ran ends when it is answered, and only then has all been said.
    open();
    const { exitCode, stderr } = await working;
    expect(exitCode).not.toBe(0);
    expect(stderr).not.toBe('');
    // What the running Shoal had begun there is given up, too.
    await expect.poll(() => Object.keys(bob.client.state.transfers)).toEqual([]);
    if (kind === 'clone') {
      await expect.poll(() => existsSync(path)).toBe(false);
    } else {
      expect(refs(path)).toEqual(before);
      expect(fsck(path)).toBe('');
      await expect.poll(() => leftBehind(path)).toEqual([]);
    }
    await limit(null);
    expect(await run(args())).toMatchObject({ exitCode: 0, stderr: '' });
    expect(fsck(path)).toBe('');
    expect(git(path, ['rev-parse', 'origin/main'])).toBe(git(bare, ['rev-parse', 'main']));
    expect(leftBehind(path)).toEqual([]);
  });
});

describe.skipIf(smallDiskObstacle() !== null)('a full disk', () => {
  let disk: SmallDisk;

  beforeEach(() => {
    disk = SmallDisk.make(64 * MIB);
    path = join(disk.path, 'copy');
  });

  afterEach(() => disk[Symbol.dispose]());

  test.each(['clone', 'fetch'] as const)('ends a %s as it does without Shoal', async (kind) => {
    const statuses: (number | null)[] = [];
    for (const room of [MIB / 8, 2 * MIB, 3 * MIB, 48 * MIB]) {
      const ended: (number | null)[] = [];
      for (const env of [plain, withShoal]) {
        disk.makeRoom();
        rmSync(path, { recursive: true, force: true });
        WORKS[kind].prepare();
        disk.leave(room);
        ended.push((await run([...WORKS[kind].args()], env)).exitCode);
        disk.makeRoom();
        if (!existsSync(path)) continue;
        expect(fsck(path)).toBe('');
        git(path, ['gc', '--quiet', '--prune=now']);
        expect(leftBehind(path)).toEqual([]);
      }
      expect(ended[1]).toBe(ended[0]);
      statuses.push(ended[1] ?? null);
    }
    expect(statuses[0]).not.toBe(0);
    expect(statuses.at(-1)).toBe(0);
  });
});
