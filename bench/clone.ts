import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git } from '../e2e/support/git.ts';
import { ShoalNode } from '../e2e/support/shoal-node.ts';
import { temporaryFolder } from '../e2e/support/test-engine.ts';
import { deepRepository } from './deep-repository.ts';
import { GitDaemon } from './git-daemon.ts';
import type { BenchOptions } from './options.ts';
import { atMost, median, type Report, type Say } from './report.ts';

const ROUNDS = 3;

/** The rows of the brief: how the receiver treats the peer, and what the peer has ready. */
const CASES = [
  { what: 'verify first, nothing cached', trusted: false, cached: false, target: 0.9 },
  { what: 'verify first, blocks cached', trusted: false, cached: true, target: 0.65 },
  { what: 'trusted, nothing cached', trusted: true, cached: false, target: 0.3 },
  { what: 'trusted, blocks cached', trusted: true, cached: true, target: 0.1 },
] as const;

/** One peer on loopback against `git clone git://`: whole commands, in seconds, in one run. */
export async function benchClone(options: BenchOptions, say: Say): Promise<Report> {
  const source = options.repo === null ? deepRepository(say) : resolve(options.repo);
  const rounds = options.rounds ?? ROUNDS;
  const scratch = temporaryFolder();
  const daemon = await GitDaemon.start(source);
  const seconds = new Map<string, number[]>();
  const record = (what: string, time: number) => {
    say(`${what}: ${time.toFixed(2)} s`);
    seconds.set(what, [...(seconds.get(what) ?? []), time]);
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      record(
        'git',
        await timed(scratch, (target) => void git('/', ['clone', '--quiet', daemon.url, target])),
      );
      record('rsync', await timed(scratch, (target) => rsync(source, target)));
      for (const trusted of [false, true]) {
        await cloneTwice(source, scratch, trusted, (cached, time) => {
          record(caseOf(trusted, cached), time);
        });
      }
    }
  } finally {
    await daemon[Symbol.asyncDispose]();
    rmSync(scratch, { recursive: true, force: true });
  }
  const rival = median(seconds.get('git') ?? []);
  const row = (what: string, target: number | null) => {
    const own = seconds.get(what) ?? [];
    return atMost(what, median(own) / rival, target, { seconds: own, git: seconds.get('git') });
  };
  return {
    name: 'clone',
    rows: [...CASES.map(({ what, target }) => row(what, target)), row('rsync', null)],
  };
}

function caseOf(trusted: boolean, cached: boolean): string {
  return CASES.find((each) => each.trusted === trusted && each.cached === cached)?.what ?? '';
}

/** Clones from a fresh seeder, then again with a fresh receiver: the seeder has the blocks by then. */
async function cloneTwice(
  source: string,
  scratch: string,
  trusted: boolean,
  record: (cached: boolean, seconds: number) => void,
): Promise<void> {
  const seeder = await ShoalNode.start('Seeder');
  try {
    await seeder.json('share', source);
    for (const cached of [false, true]) {
      const receiver = await ShoalNode.start('Receiver');
      try {
        const swarm = await receiver.untilPeers([seeder]).then(() => swarmOf(receiver));
        if (trusted) await receiver.json('trust', seeder.id, '--yes');
        record(cached, await timed(scratch, (target) => receiver.json('clone', swarm, target)));
      } finally {
        await receiver[Symbol.asyncDispose]();
      }
    }
  } finally {
    await seeder[Symbol.asyncDispose]();
  }
}

async function swarmOf(receiver: ShoalNode): Promise<string> {
  const { swarms } = await receiver.json<{ swarms: { id: string }[] }>('nearby', '--wait', '30');
  const [swarm] = swarms;
  if (swarm === undefined) throw new Error('the seeder shows no project');
  return swarm.id;
}

async function timed(scratch: string, work: (target: string) => unknown): Promise<number> {
  const target = join(scratch, 'target');
  rmSync(target, { recursive: true, force: true });
  const start = performance.now();
  await work(target);
  return (performance.now() - start) / 1000;
}

/** What copying without any check costs. */
function rsync(source: string, target: string): void {
  execFileSync('rsync', ['-a', `${source}/`, `${target}/`]);
}
