import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fsck, git, refs } from '../engine/testing/git.ts';
import { SmallDisk, smallDiskObstacle } from '../engine/testing/small-disk.ts';
import { leftBehind } from './support/clone-shape.ts';
import { MirroredOrigin, SLOW } from './support/mirrored-origin.ts';
import { type CliResult, runProgram } from './support/run-program.ts';

// What a git that Shoal makes faster does when Shoal's helper dies, or when the disk is full.

const MIB = 1024 * 1024;

let room: MirroredOrigin;
let bare: string;
let url: string;
let withShoal: NodeJS.ProcessEnv;
let path: string;
let tries = 0;

beforeAll(async () => {
  // What nothing compresses takes its time on a slow line.
  const project = { commits: 120, binaryBytes: 1_500_000 };
  room = await MirroredOrigin.start({ project, behind: 0 });
  ({ bare, url } = room);
  // No branch: nobody hears of it but who asks for it.
  git(bare, ['update-ref', 'refs/old/main', 'main~40']);
  withShoal = await room.enabledHome('with-shoal');
});

afterAll(() => room?.[Symbol.asyncDispose]());

beforeEach(() => {
  tries += 1;
  path = join(room.folder, `try-${tries}`);
  room.origin.requests = [];
});

afterEach(async () => {
  room.origin.gate = Promise.resolve();
  await room.limit(null);
  rmSync(path, { recursive: true, force: true });
});

function run(args: readonly string[], env = withShoal): Promise<CliResult> {
  return runProgram('git', args, { cwd: room.folder, env });
}

/** A clone that lacks the last forty commits, and the large file that came with them. */
function makeBehind(at = path): void {
  git(room.folder, ['init', '--quiet', '--initial-branch=main', at]);
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

interface Work {
  readonly ended: Promise<CliResult>;
}

/** Each begins what Shoal brings, and waits for its moment. */
const moments: Readonly<
  Record<string, (begin: () => Work, startOver: () => void) => Promise<Work>>
> = {
  'as it begins': async (begin) => begin(),
  'while teammates give': (begin, startOver) => room.inTheMiddleOf(begin, startOver),
  'while the origin gives': async (begin) => {
    const work = begin();
    await room.untilAsked();
    return work;
  },
};

describe.each(['clone', 'fetch'] as const)('a helper that is killed in a %s', (kind) => {
  test.each(Object.entries(moments))('%s', async (moment, untilThen) => {
    const { prepare, args } = WORKS[kind];
    prepare();
    const before = kind === 'fetch' ? refs(path) : [];
    await room.limit(SLOW);
    const open = moment === 'while the origin gives' ? room.keepWaiting() : () => {};
    const startOver = () => {
      rmSync(path, { recursive: true, force: true });
      prepare();
    };
    const working = await untilThen(() => ({ ended: run(args()) }), startOver);
    await killHelper();
    // What the helper ran ends when it is answered, and only then has all been said.
    open();
    const { exitCode, stderr } = await working.ended;
    expect(exitCode).not.toBe(0);
    expect(stderr).not.toBe('');
    // What the running Shoal had begun there is given up, too.
    await expect.poll(() => Object.keys(room.bob.client.state.transfers)).toEqual([]);
    if (kind === 'clone') {
      await expect.poll(() => existsSync(path)).toBe(false);
    } else {
      expect(refs(path)).toEqual(before);
      expect(fsck(path)).toBe('');
      await expect.poll(() => leftBehind(path)).toEqual([]);
    }
    await room.limit(null);
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
    for (const left of [MIB / 8, 2 * MIB, 3 * MIB, 48 * MIB]) {
      const ended: (number | null)[] = [];
      for (const env of [room.env, withShoal]) {
        disk.makeRoom();
        rmSync(path, { recursive: true, force: true });
        WORKS[kind].prepare();
        disk.leave(left);
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
