import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabHost } from '../e2e/lab/lab-host.ts';
import { aria2 } from './rivals/aria2.ts';
import { gitDaemon } from './rivals/git-daemon.ts';
import { type Bring, onlySeeder, type Rival, type Setting } from './rivals/rival.ts';
import { rsync } from './rivals/rsync.ts';
import { smartHttp } from './rivals/smart-http.ts';
import { watchCores } from './support/cores.ts';
import { commitsMeanwhile } from './support/crowd-commits.ts';
import { type Ends, watchEnds, watchNodes } from './support/ends.ts';
import { endsTable } from './support/ends-table.ts';
import { headsOf, holdsHeads } from './support/heads.ts';
import { labSetting, UP_MBIT } from './support/lab-setting.ts';
import type { BenchOptions } from './support/options.ts';
import { plainCloneBytes } from './support/plain-clone-bytes.ts';
import { LIGHT } from './support/plans.ts';
import { Project, USUAL_PACKING } from './support/project.ts';
import { atLeast, atMost, median, type Report, type Row, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { type ShoalRoom, startRoom } from './support/shoal-room.ts';
import { requireLab, requireTools } from './support/tools.ts';
import { sentBytes } from './support/wire.ts';
import { patience, secondsAt, within } from './support/within.ts';

const ROUNDS = 1;
const LEECHERS = 8;
const TARGET = 1.4;
/** How soon a user tries again what failed. */
const AGAIN_MS = 2_000;

const RIVALS: readonly Rival[] = [aria2, gitDaemon, smartHttp, rsync];

/** What one crowd took. */
interface Crowd {
  /** From the start of all, at once, to the end of the last. */
  readonly seconds: number;
  /** Bytes that left the seeder meanwhile. */
  readonly sent: number;
  /** The share of the cores that was busy. */
  readonly busy: number;
  readonly ends: Ends;
}

interface CrowdOfNodes extends Crowd {
  /** Why clones failed that had to be started again, as their user would. */
  readonly failures: readonly string[];
}

/**
 * One seeder and eight leechers who start at once, every one with its own limited link: when the
 * last is done, against the time that the seeder needs to send one copy.
 */
export async function benchCrowd(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  requireTools('rsync', 'aria2c');
  const repository = Project.open(options, LIGHT, say, scope).packed(USUAL_PACKING);
  const bytes = plainCloneBytes(repository);
  const rounds = options.rounds ?? ROUNDS;
  const several = async <C extends Crowd>(what: string, once: (inner: Scope) => Promise<C>) => {
    const crowds: C[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const crowd = await scope.within(once);
      say(`${what}: ${crowd.seconds.toFixed(1)} s, ${(crowd.sent / bytes).toFixed(2)} copies sent`);
      crowds.push(crowd);
    }
    return crowds;
  };

  const quiet = await several('Shoal', (inner) => crowdOfNodes(inner, repository, bytes));
  const busy = await several('Shoal, with commits meanwhile', (inner) =>
    crowdWithCommits(inner, repository, bytes),
  );
  const used = [
    { what: 'Shoal', ends: quiet.map(({ ends }) => ends) },
    { what: 'Shoal, with commits meanwhile', ends: busy.map(({ ends }) => ends) },
  ];
  const rows = [
    timeRow('8 leechers, last one done', quiet, bytes, TARGET, failuresOf(quiet)),
    sentRow('copies that the seeder sent', quiet, bytes),
    timeRow(
      'a commit every two seconds meanwhile, last one done',
      busy,
      bytes,
      null,
      failuresOf(busy),
    ),
    ...commitRows(quiet, busy),
  ];
  for (const rival of RIVALS) {
    const crowds = await several(rival.name, (inner) => crowdOf(inner, rival, repository, bytes));
    rows.push(timeRow(`${rival.name}, last one done`, crowds, bytes, null));
    rows.push(sentRow(`${rival.name}, copies that the seeder sent`, crowds, bytes));
    used.push({ what: rival.name, ends: crowds.map(({ ends }) => ends) });
  }
  return { name: 'crowd', rows, tables: [endsTable(used)] };
}

/** When the last was done, in times that one copy takes on one link. */
function timeRow(
  what: string,
  crowds: readonly Crowd[],
  bytes: number,
  target: number | null,
  more: Row['raw'] = {},
): Row {
  const seconds = crowds.map((crowd) => crowd.seconds);
  const busy = crowds.map((crowd) => crowd.busy);
  const ends = crowds.map((crowd) => crowd.ends);
  const ideal = secondsAt(UP_MBIT, bytes);
  const raw = { seconds, ideal, bytes, busy, ends, ...more };
  return atMost(what, median(seconds) / ideal, target, raw);
}

/** How often clones failed and had to be started again, by the reason they gave. */
function failuresOf(crowds: readonly CrowdOfNodes[]) {
  const failures: Record<string, number> = {};
  for (const reason of crowds.flatMap((crowd) => crowd.failures)) {
    failures[reason] = (failures[reason] ?? 0) + 1;
  }
  return { failures };
}

function sentRow(what: string, crowds: readonly Crowd[], bytes: number): Row {
  const sent = crowds.map((crowd) => crowd.sent);
  return atMost(what, median(sent) / bytes, null, { sent, bytes });
}

function commitRows(quiet: readonly Crowd[], busy: readonly CrowdWithCommits[]): Row[] {
  const without = median(quiet.map(({ sent }) => sent));
  const ratios = busy.map(({ sent, newBytes }) => sent / (without + newBytes));
  const shares = busy.map(({ upToDate }) => upToDate / LEECHERS);
  const raw = {
    without,
    sent: busy.map(({ sent }) => sent),
    newBytes: busy.map(({ newBytes }) => newBytes),
    commits: busy.map(({ commits }) => commits),
  };
  return [
    atMost(
      'bytes sent with commits meanwhile, against without + theirs',
      median(ratios),
      null,
      raw,
    ),
    atLeast('leechers with the latest heads after a fetch', Math.min(...shares), 1, {
      upToDate: busy.map(({ upToDate }) => upToDate),
    }),
  ];
}

async function crowdOf(
  scope: Scope,
  rival: Rival,
  repository: string,
  bytes: number,
): Promise<Crowd> {
  const setting = await labSetting(scope, {
    repositories: [repository],
    receivers: LEECHERS,
    up: UP_MBIT,
  });
  return measured(setting, await rival.prepare(scope, setting), bytes, watchEnds);
}

async function crowdOfNodes(
  scope: Scope,
  repository: string,
  bytes: number,
): Promise<CrowdOfNodes> {
  const setting = await labSetting(scope, {
    repositories: [repository],
    receivers: LEECHERS,
    up: UP_MBIT,
  });
  const room = await startRoom(scope, setting);
  const failures: string[] = [];
  const crowd = await measured(setting, clones(room, setting, failures), bytes, watchRoom(room));
  const heads = headsOf(repository);
  if (!room.receivers.every((_, index) => holdsHeads(targetOf(setting, index), heads))) {
    throw new Error('a clone does not have all heads');
  }
  return { ...crowd, failures };
}

interface CrowdWithCommits extends CrowdOfNodes {
  readonly commits: number;
  /** What all of the new commits take as one pack. */
  readonly newBytes: number;
  /** How many leechers have the seeder's latest heads after a last fetch. */
  readonly upToDate: number;
}

async function crowdWithCommits(
  scope: Scope,
  repository: string,
  bytes: number,
): Promise<CrowdWithCommits> {
  const setting = await labSetting(scope, {
    repositories: [repository],
    receivers: LEECHERS,
    up: UP_MBIT,
  });
  const commits = await commitsMeanwhile(scope, repository, setting.scratch);
  const { place } = onlySeeder(setting);
  const own = { ...setting, seeders: [{ place, repository: commits.repository }] };
  const room = await startRoom(scope, own);
  const failures: string[] = [];
  commits.start();
  const crowd = await measured(own, clones(room, own, failures), bytes, watchRoom(room));
  const { count, newBytes } = commits.stop();
  const heads = headsOf(commits.repository);
  let upToDate = 0;
  for (const [index, receiver] of room.receivers.entries()) {
    await receiver.untilHeads(heads);
    const target = targetOf(own, index);
    await within(patience(0), 'shoal fetch', receiver.node.json('fetch', target));
    if (holdsHeads(target, heads)) upToDate += 1;
  }
  return { ...crowd, failures, commits: count, newBytes, upToDate };
}

function clones(
  { seeders, receivers, swarm }: ShoalRoom,
  setting: Setting<LabHost>,
  failures: string[],
): Bring[] {
  return receivers.map((receiver, index) => (seconds) => {
    const deadline = performance.now() + seconds * 1_000;
    const untilCloned = async (): Promise<void> => {
      try {
        await receiver.clone(swarm, targetOf(setting, index));
      } catch (error) {
        if (performance.now() > deadline) throw error;
        failures.push(String(error));
        await sleep(AGAIN_MS);
        await receiver.untilReady(seeders, seeders);
        await untilCloned();
      }
    };
    return within(seconds, 'clone', untilCloned());
  });
}

function targetOf({ scratch }: Setting, index: number): string {
  return join(scratch, `clone-${index}`);
}

function watchRoom({ seeders, receivers }: ShoalRoom): () => () => Ends {
  return () => watchNodes(seeders, receivers);
}

/** Lets all begin at once, and waits for the last. */
async function measured(
  setting: Setting<LabHost>,
  brings: readonly Bring[],
  bytes: number,
  watch: () => () => Ends,
): Promise<Crowd> {
  const { place } = onlySeeder(setting);
  // Even if all of them ask the seeder for everything, they are done by then.
  const limit = patience(LEECHERS * secondsAt(UP_MBIT, bytes));
  const sentBefore = await sentBytes(place);
  const [busy, used] = [watchCores(), watch()];
  const start = performance.now();
  await Promise.all(brings.map((bring) => bring(limit)));
  const seconds = (performance.now() - start) / 1_000;
  const ends = used();
  return { seconds, sent: (await sentBytes(place)) - sentBefore, busy: busy(), ends };
}
