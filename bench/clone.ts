import { join } from 'node:path';
import { aria2 } from './rivals/aria2.ts';
import { gitDaemon } from './rivals/git-daemon.ts';
import type { Rival } from './rivals/rival.ts';
import { rsync } from './rivals/rsync.ts';
import { smartHttp } from './rivals/smart-http.ts';
import { BenchNode } from './support/bench-node.ts';
import type { BenchOptions } from './support/options.ts';
import { THIS_MACHINE } from './support/place.ts';
import { DEEP } from './support/plans.ts';
import { Project } from './support/project.ts';
import { atMost, median, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';
import { requireTools } from './support/tools.ts';
import { within } from './support/within.ts';

const ROUNDS = 3;
/** No link limits here; a clone of what people have takes no longer. */
const CLONE_SECONDS = 600;

/** The rows of the brief: how the receiver treats the peer, and what the peer has ready. */
const CASES = [
  { what: 'verify first, nothing cached', trusted: false, cached: false, target: 0.9 },
  { what: 'verify first, blocks cached', trusted: false, cached: true, target: 0.65 },
  { what: 'trusted, nothing cached', trusted: true, cached: false, target: 0.3 },
  { what: 'trusted, blocks cached', trusted: true, cached: true, target: 0.1 },
] as const;

/** Beside `git daemon`, which everything is measured against. */
const OTHERS: readonly Rival[] = [smartHttp, rsync, aria2];

/** One peer on loopback against `git clone git://`: whole commands, in seconds, in one run. */
export async function benchClone(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireTools('rsync', 'aria2c');
  const source = Project.open(options, DEEP, say, scope).path;
  const seconds = new Map<string, number[]>();
  const record = (what: string, time: number) => {
    say(`${what}: ${time.toFixed(2)} s`);
    seconds.set(what, [...(seconds.get(what) ?? []), time]);
  };
  for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1) {
    for (const rival of [gitDaemon, ...OTHERS]) {
      record(rival.name, await scope.within((inner) => timeOf(inner, rival, source)));
    }
    for (const trusted of [false, true]) {
      await scope.within((inner) =>
        cloneTwice(inner, source, trusted, (cached, time) => {
          record(caseOf(trusted, cached), time);
        }),
      );
    }
  }
  const git = seconds.get(gitDaemon.name) ?? [];
  const row = (what: string, target: number | null) => {
    const own = seconds.get(what) ?? [];
    return atMost(what, median(own) / median(git), target, { seconds: own, git });
  };
  return {
    name: 'clone',
    rows: [
      ...CASES.map(({ what, target }) => row(what, target)),
      ...OTHERS.map(({ name }) => row(name, null)),
    ],
  };
}

async function timeOf(scope: Scope, rival: Rival, repository: string): Promise<number> {
  const [bring] = await rival.prepare(scope, {
    seeders: [{ place: THIS_MACHINE, repository }],
    receivers: [THIS_MACHINE],
    tracker: THIS_MACHINE,
    scratch: scratchFolder(scope),
  });
  return timed(async () => bring?.(CLONE_SECONDS));
}

function caseOf(trusted: boolean, cached: boolean): string {
  return CASES.find((each) => each.trusted === trusted && each.cached === cached)?.what ?? '';
}

/** Clones from a fresh seeder, then again with a fresh receiver: the seeder has the blocks by then. */
async function cloneTwice(
  scope: Scope,
  source: string,
  trusted: boolean,
  record: (cached: boolean, seconds: number) => void,
): Promise<void> {
  const start = (name: string, inner: Scope) =>
    inner.use(BenchNode.start(name, { directory: scratchFolder(inner) }));
  const seeder = await start('Seeder', scope);
  await seeder.node.json('share', source);
  for (const cached of [false, true]) {
    await scope.within(async (inner) => {
      // It is removed last: a node that was trusted goes on checking what it has.
      const target = join(scratchFolder(inner), 'target');
      const receiver = await start('Receiver', inner);
      const swarm = await receiver.untilReady([seeder], [seeder]);
      if (trusted) await receiver.node.json('trust', seeder.node.id, '--yes');
      for (const node of [seeder, receiver]) node.lookAway();
      const cloning = () => receiver.node.json('clone', swarm, target);
      record(cached, await timed(() => within(CLONE_SECONDS, 'clone', cloning())));
    });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
