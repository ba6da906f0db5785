import { join } from 'node:path';
import { Lab } from '../e2e/lab/lab.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { git } from '../engine/testing/git.ts';
import { followedCommits } from './latency/commits.ts';
import { relayedLatency } from './latency/relayed.ts';
import { BenchNode } from './support/bench-node.ts';
import type { BenchOptions } from './support/options.ts';
import { atMost, percentile, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';
import { requireLab } from './support/tools.ts';

const ROUNDS = 60;
const REPOSITORIES = 20;
const OTHERS = 10;

/** How soon a commit is there, on one network and between two that let nobody in. */
export async function benchLatency(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  const rounds = options.rounds ?? ROUNDS;
  const seconds = await scope.within((inner) => roomLatency(rounds, say, inner));
  const relayed = await scope.within((inner) => relayedLatency(rounds, say, inner));
  const row = (what: string, all: readonly number[], share: number, limit: number | null) =>
    atMost(`${what}, p${100 * share} in s`, percentile(all, share), limit, { seconds: all });
  const follows = 'commit until it is in refs/remotes of who follows';
  const fetches = 'fetch of one new commit over a relay';
  return {
    name: 'latency',
    rows: [
      row(follows, seconds, 0.5, 0.3),
      row(follows, seconds, 0.95, 0.8),
      row(`${follows}, over a relay`, relayed.followed, 0.5, null),
      row(`${follows}, over a relay`, relayed.followed, 0.95, 2),
      row(fetches, relayed.fetched, 0.5, null),
      row(fetches, relayed.fetched, 0.95, 2),
    ],
  };
}

/**
 * Two hosts that follow each other's work in a room of twelve, with twenty shared repositories: from the
 * end of `git commit` on one until the tracking ref is at that commit on the other.
 */
async function roomLatency(rounds: number, say: Say, scope: Scope): Promise<number[]> {
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
  return followedCommits(source, target, rounds);
}
