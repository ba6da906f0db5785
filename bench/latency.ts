import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lab } from '../e2e/lab/lab.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { git } from '../engine/testing/git.ts';
import { BenchNode } from './support/bench-node.ts';
import type { BenchOptions } from './support/options.ts';
import { atMost, percentile, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';
import { requireLab } from './support/tools.ts';

const ROUNDS = 60;
const REPOSITORIES = 20;
const OTHERS = 10;
/** Between two commits, and how often it is looked whether one has come, in milliseconds. */
const PAUSE = 700;
const LOOK = 5;
const LIMIT = 20_000;

/**
 * Two hosts that follow each other's work in a room of twelve, with twenty shared repositories: from the
 * end of `git commit` on one until the tracking ref is at that commit on the other.
 */
export async function benchLatency(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  const scratch = scratchFolder(scope);
  const others = Array.from({ length: OTHERS }, (_, index) => `other-${index}`);
  const lab = await scope.use(Lab.create({ hosts: ['writer', 'follower', ...others] }));
  const start = (name: string) =>
    scope.use(BenchNode.start(name, { host: lab.host(name), directory: join(scratch, name) }));
  const writer = await start('writer');
  const follower = await start('follower');
  const projects = Array.from({ length: REPOSITORIES }, (_, index) => `project-${index}`);
  for (const [index, name] of projects.entries()) {
    const path = join(scratch, name);
    buildRepository(path, { commits: 200, seed: index + 1 });
    await writer.node.json('share', path);
  }
  const rest = await Promise.all(others.map(start));
  const everyone = [writer, follower, ...rest];
  for (const node of everyone) {
    await node.untilReady(
      everyone.filter((other) => other !== node),
      node === writer ? [] : [writer],
    );
    node.lookAway();
  }
  say(`${everyone.length} nodes, ${REPOSITORIES} repositories`);
  const source = join(scratch, 'project-0');
  const target = join(scratch, 'followed');
  git(scratch, ['clone', '--quiet', '--no-local', source, target]);
  await follower.node.json('follow', 'writer', target);
  const seconds: number[] = [];
  for (let round = 0; round <= (options.rounds ?? ROUNDS); round += 1) {
    writeFileSync(join(source, 'work.txt'), `round ${round}\n`);
    git(source, ['add', 'work.txt']);
    git(source, ['commit', '--quiet', '-m', `round ${round}`]);
    const committed = performance.now();
    const took = await untilAt(target, git(source, ['rev-parse', 'HEAD']), committed);
    // The first one is the start of following.
    if (round > 0) seconds.push(took);
    await sleep(PAUSE * (0.5 + Math.random()));
  }
  const row = (what: string, share: number, limit: number) =>
    atMost(what, percentile(seconds, share), limit, { seconds });
  return {
    name: 'latency',
    rows: [
      row('commit until it is in refs/remotes of who follows, p50 in s', 0.5, 0.3),
      row('the same, p95 in s', 0.95, 0.8),
    ],
  };
}

/** @returns seconds since the commit */
async function untilAt(repository: string, oid: string, committed: number): Promise<number> {
  const ref = join(repository, '.git', 'refs', 'remotes', 'writer', 'main');
  while (!existsSync(ref) || readFileSync(ref, 'utf8').trim() !== oid) {
    if (performance.now() - committed > LIMIT) throw new Error('the commit did not come');
    await sleep(LOOK);
  }
  return Number(((performance.now() - committed) / 1_000).toFixed(3));
}
