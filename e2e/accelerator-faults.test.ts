import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { fsck, refs } from '../engine/testing/git.ts';
import { leftBehind } from './support/clone-shape.ts';
import { MirroredOrigin, SLOW } from './support/mirrored-origin.ts';
import type { Mortal } from './support/mortal.ts';
import { type CliResult, runProgram, runUntilInterrupted } from './support/run-program.ts';
import type { SmartOrigin } from './support/smart-origin.ts';

let room: MirroredOrigin;
let folder: string;
let origin: SmartOrigin;
let anna: Mortal;
let bob: Mortal;
let url: string;
let env: NodeJS.ProcessEnv;
let expected: string[];
let clone: string;
let clones = 0;

beforeAll(async () => {
  // What nothing compresses takes its time on a slow line.
  const project = { commits: 120, binaryBytes: 3_000_000 };
  room = await MirroredOrigin.start({ project, behind: 0 });
  ({ folder, origin, anna, bob, url } = room);
  expected = refs(room.bare, 'refs/heads', 'refs/tags').map((line) => line.split(' ')[0] ?? '');
  env = await room.enabledHome('with-shoal');
});

afterAll(() => room?.[Symbol.asyncDispose]());

beforeEach(async () => {
  // The test before may have started one of them anew.
  await room.untilNear();
  clones += 1;
  clone = join(folder, `clone-${clones}`);
});

afterEach(removeClone);

function start(more: NodeJS.ProcessEnv = {}): Promise<CliResult> {
  return runProgram('git', ['clone', '--quiet', url, clone], {
    cwd: folder,
    env: { ...env, ...more },
  });
}

function removeClone(): void {
  rmSync(clone, { recursive: true, force: true });
}

/** A clone of which teammates have given some. */
async function startedInTheMiddle(): Promise<{ readonly ended: Promise<CliResult> }> {
  return room.inTheMiddleOf(() => ({ ended: start() }), removeClone);
}

/** All that the origin has is here, and nothing else. */
function expectWhole({ exitCode, stderr }: CliResult): void {
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(fsck(clone)).toBe('');
  const here = refs(clone).map((line) => line.split(' ')[0] ?? '');
  expect(new Set(here)).toEqual(new Set(expected));
  expect(leftBehind(clone)).toEqual([]);
}

async function slowly(work: () => Promise<void>, download = SLOW): Promise<void> {
  await room.limit(download);
  try {
    await work();
  } finally {
    await room.limit(null);
  }
}

test('all that is near comes from there', async () => {
  origin.sent = 0;
  expectWhole(await start());
  expect(origin.sent).toBeLessThan(100_000);
});

test.skipIf(process.platform !== 'linux')(
  'what comes from whom is told on a terminal, and nowhere else',
  async () => {
    /** As on a terminal: script(1) gives it one. */
    const onTerminal = async (options: string) => {
      removeClone();
      const args = ['-qec', `git clone ${options} ${url} ${clone}`, '/dev/null'];
      const { exitCode, stdout } = await runProgram('script', args, { cwd: folder, env });
      expect(exitCode).toBe(0);
      return stdout;
    };
    await slowly(
      async () => {
        const said = await onTerminal('');
        expect(said).toMatch(/LAN: [\d.]+ [kM]B\/s from Anna/);
        expect(said).toMatch(/from Anna, done\.\r\n/);
        expect(await onTerminal('--quiet')).not.toContain('LAN');
        removeClone();
        const piped = ['clone', '--progress', url, clone];
        const { exitCode, stdout, stderr } = await runProgram('git', piped, { cwd: folder, env });
        expect(exitCode).toBe(0);
        expect(`${stdout}${stderr}`).not.toContain('LAN');
      },
      4 * 1024 * 1024,
    );
  },
);

test('without a Shoal that runs, git does it alone', async () => {
  origin.sent = 0;
  expectWhole(await start({ SHOAL_DATA_DIR: join(folder, 'nothing') }));
  expect(origin.sent).toBeGreaterThan(100_000);
});

test('a peer that stands still in the middle costs seconds, and no more', async () => {
  await slowly(async () => {
    const { ended } = await startedInTheMiddle();
    process.kill(anna.node.process.pid, 'SIGSTOP');
    const since = performance.now();
    try {
      expectWhole(await ended);
      expect(performance.now() - since).toBeLessThan(20_000);
    } finally {
      process.kill(anna.node.process.pid, 'SIGCONT');
    }
  });
});

test('a peer that is killed in the middle is done without', async () => {
  await slowly(async () => {
    const { ended } = await startedInTheMiddle();
    await anna.kill();
    expectWhole(await ended);
  });
  await anna.start();
});

test('an origin that is down fails as it does without Shoal', async () => {
  const nowhere = origin.host.replace(/\d+$/, '1');
  const args = ['clone', '--quiet', `${nowhere}/app.git`, clone];
  await room.enable(env, nowhere);
  const without = { ...env, GIT_CONFIG_GLOBAL: '/dev/null' };
  const plain = await runProgram('git', args, { cwd: folder, env: without });
  const got = await runProgram('git', args, { cwd: folder, env });
  expect(got.exitCode).not.toBe(0);
  expect(got).toEqual(plain);
});

test('git that is interrupted leaves nothing', async () => {
  await slowly(async () => {
    const args = ['clone', '--quiet', url, clone];
    const begin = () => runUntilInterrupted('git', args, { cwd: folder, env });
    const cloning = await room.inTheMiddleOf(begin, removeClone);
    cloning.interrupt();
    expect((await cloning.ended).exitCode).not.toBe(0);
    await expect.poll(() => Object.keys(bob.client.state.transfers)).toEqual([]);
    await expect.poll(() => readdirSync(folder).includes(`clone-${clones}`)).toBe(false);
  });
});

test('Shoal that is killed in the middle is done without', async () => {
  await slowly(async () => {
    const { ended } = await startedInTheMiddle();
    await bob.kill();
    const cloned = await ended;
    await bob.start([anna]);
    expectWhole(cloned);
  });
});

test('Shoal that stands still is done without', async () => {
  process.kill(bob.node.process.pid, 'SIGSTOP');
  try {
    expectWhole(await start());
  } finally {
    process.kill(bob.node.process.pid, 'SIGCONT');
  }
});
