import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TransferResult } from '../shared/api/state.ts';
import { buildRepository, randomFrom } from './support/build-repository.ts';
import { cloneAt, fsck, git, refs, untouchables } from './support/git.ts';
import { ShoalNode } from './support/shoal-node.ts';

/** Enough for every phase of a transfer to be hit; each round is a new repository. */
const ROUNDS = 6;

let anna: ShoalNode;
let bob: ShoalNode;
let source: string;
let swarm: string;
/** How long an undisturbed fetch takes, from the command's start, in ms. */
let usual: number;

beforeAll(async () => {
  anna = await ShoalNode.start('Anna');
  bob = await ShoalNode.start('Bob');
  source = join(anna.directory, 'project');
  buildRepository(source, { commits: 1_500, binaryBytes: 2_000_000 });
  await anna.json('share', source);
  swarm = await bob.untilSwarm('project');
  const first = clone('first');
  const start = Date.now();
  await bob.json('fetch', first);
  usual = Date.now() - start;
});

afterAll(async () => {
  await bob[Symbol.asyncDispose]();
  await anna[Symbol.asyncDispose]();
});

function clone(name: string): string {
  const path = join(bob.directory, name);
  cloneAt(source, 'main~1400', path);
  return path;
}

async function restarted(node: ShoalNode): Promise<ShoalNode> {
  return ShoalNode.start(node.name, { directory: node.directory });
}

function expectClean(path: string, before: string): void {
  expect(untouchables(path)).toBe(before);
  expect(fsck(path)).toBe('');
  expect(readdirSync(join(path, '.git')).filter((name) => name.endsWith('.lock'))).toEqual([]);
}

function expectFetched(path: string): void {
  expect(git(path, ['rev-parse', 'refs/remotes/anna/main'])).toBe(
    git(source, ['rev-parse', 'main']),
  );
  expect(refs(path, 'refs/remotes')).toHaveLength(refs(source, 'refs/heads', 'refs/tags').length);
  expect(existsSync(join(path, '.git', 'shoal'))).toBe(false);
  expect(git(path, ['count-objects', '-v'])).toContain('garbage: 0');
}

describe.each(['receiver', 'sender'] as const)('kill -9 of the %s at any moment', (who) => {
  const random = randomFrom(who.length);

  test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'leaves the repository clean, and the next fetch succeeds: %i',
    async (round) => {
      const path = clone(`${who}-${round}`);
      const before = untouchables(path);
      const refsBefore = refs(path, 'refs/remotes');
      const fetching = bob.cli('fetch', path, '--json');
      // Spread over the whole fetch, with some chance in it.
      const share = (round + random()) / ROUNDS;
      await new Promise((resolve) => setTimeout(resolve, 200 + share * Math.max(usual - 200, 300)));
      if (who === 'receiver') {
        await bob.kill();
        expectClean(path, before);
        await fetching;
        bob = await restarted(bob);
      } else {
        await anna.kill();
        const { exitCode, stdout } = await fetching;
        expectClean(path, before);
        if (exitCode !== 0) {
          expect(JSON.parse(stdout).error.code).toMatch(/peer-gone|nothing-shared/);
          expect(refs(path, 'refs/remotes')).toEqual(refsBefore);
          expect(existsSync(join(path, '.git', 'shoal'))).toBe(false);
        }
        anna = await restarted(anna);
      }
      await bob.untilSwarm(swarm);
      await bob.json<TransferResult>('fetch', path);
      expectClean(path, before);
      expectFetched(path);
      rmSync(path, { recursive: true });
    },
  );
});

test('a clone that was killed can be started again in the same folder', async () => {
  const path = join(bob.directory, 'clone');
  const cloning = bob.cli('clone', swarm, path, '--json');
  while (!existsSync(join(path, '.git'))) await new Promise((resolve) => setTimeout(resolve, 5));
  await bob.kill();
  await cloning;
  bob = await restarted(bob);
  await bob.untilSwarm(swarm);
  await bob.json('clone', swarm, path);
  expect(fsck(path)).toBe('');
  expect(git(path, ['status', '--porcelain'])).toBe('');
});
