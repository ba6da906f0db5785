import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabHost } from '../e2e/lab/lab-host.ts';
import { isRunning, type TransferResult } from '../shared/api/state.ts';
import { newTransferId } from '../shared/new-transfer-id.ts';
import { aria2 } from './rivals/aria2.ts';
import { gitDaemon } from './rivals/git-daemon.ts';
import { type Bring, onlyReceiver, type Rival, type Setting } from './rivals/rival.ts';
import { rsyncInPlace } from './rivals/rsync.ts';
import type { BenchNode } from './support/bench-node.ts';
import { headsOf, holdsHeads } from './support/heads.ts';
import { labSetting, UP_MBIT } from './support/lab-setting.ts';
import type { BenchOptions } from './support/options.ts';
import { plainCloneBytes } from './support/plain-clone-bytes.ts';
import { LIGHT } from './support/plans.ts';
import { Project, USUAL_PACKING } from './support/project.ts';
import { atMost, median, type Report, type Row, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { startRoom } from './support/shoal-room.ts';
import { requireLab, requireTools } from './support/tools.ts';
import { receivedBytes } from './support/wire.ts';
import { patience, secondsAt, within } from './support/within.ts';

const ROUNDS = 1;
const TARGET = 1;
const LOOK_MS = 50;
/** What both machines still had on the wire is over by then. */
const DARK_MS = 2_000;
/** How soon a node that starts again shows what it had not finished. */
const GOES_ON_MS = 5_000;

const RIVALS: readonly Rival[] = [aria2, rsyncInPlace, gitDaemon];

/** Starts both sides, with what an earlier attempt left in `setting.scratch`. */
type Attempt = (scope: Scope, setting: Setting<LabHost>) => Promise<Bring>;

/** Bytes that came to the receiver, as its interface counted them. */
interface Interrupted {
  readonly untilKilled: number;
  readonly afterwards: number;
}

/**
 * Both sides of a transfer are killed at half way and started again. The receiver's interface counts
 * what comes to it, in an undisturbed run and in one that is broken off; the difference came twice.
 */
export async function benchResume(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  requireTools('rsync', 'aria2c');
  const repository = Project.open(options, LIGHT, say, scope).packed(USUAL_PACKING);
  const limit = patience(secondsAt(UP_MBIT, plainCloneBytes(repository)));
  const rounds = options.rounds ?? ROUNDS;

  const clone = await scope.within((inner) => wholeClone(inner, repository, limit));
  say(`a whole clone: ${clone.result.bytes} bytes in ${clone.result.blocks} blocks`);
  const block = clone.result.bytes / clone.result.blocks;
  const rowOf = (
    what: string,
    target: number | null,
    whole: number,
    runs: readonly Interrupted[],
    more: Row['raw'] = {},
  ) => {
    const again = runs.map(({ untilKilled, afterwards }) => untilKilled + afterwards - whole);
    return atMost(what, median(again) / block, target, { again, whole, runs, block, ...more });
  };

  const runs: Interrupted[] = [];
  const wentOn: WentOn[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const heads = headsOf(repository);
    const attempts = shoalAttempts((how) => wentOn.push(how));
    runs.push(
      await scope.within((inner) =>
        interrupted(inner, repository, attempts, clone.wire, limit, ({ scratch }) => {
          if (!holdsHeads(join(scratch, 'clone'), heads)) throw new Error('not all heads came');
        }),
      ),
    );
    say(`Shoal, killed at half way: went on by ${wentOn.at(-1)}`);
  }
  const rows = [rowOf('blocks fetched again', TARGET, clone.wire, runs, { wentOn })];
  for (const rival of RIVALS) {
    const attempt: Attempt = async (inner, setting) => {
      const [bring] = await rival.prepare(inner, setting);
      if (bring === undefined) throw new Error('nobody receives');
      return bring;
    };
    const whole = await scope.within((inner) => undisturbed(inner, repository, attempt, limit));
    const rivalRuns: Interrupted[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const run = (inner: Scope) =>
        interrupted(inner, repository, [attempt, attempt], whole, limit, () => {});
      rivalRuns.push(await scope.within(run));
      say(`${rival.name}, killed at half way: done`);
    }
    rows.push(rowOf(`${rival.name}, in blocks of Shoal`, null, whole, rivalRuns));
  }
  return { name: 'resume', rows };
}

async function wholeClone(
  scope: Scope,
  repository: string,
  limit: number,
): Promise<{ result: TransferResult; wire: number }> {
  let result: TransferResult | undefined;
  const attempt: Attempt = async (inner, setting) => {
    const { receiver, swarm } = await pair(inner, setting);
    return async (seconds) => {
      const cloning = receiver.clone(swarm, join(setting.scratch, 'clone'));
      result = await within(seconds, 'clone', cloning);
    };
  };
  const wire = await undisturbed(scope, repository, attempt, limit);
  if (result === undefined) throw new Error('the clone told no result');
  return { result, wire };
}

/** @returns the bytes that came to the receiver */
async function undisturbed(
  scope: Scope,
  repository: string,
  attempt: Attempt,
  limit: number,
): Promise<number> {
  const setting = await labSetting(scope, {
    repositories: [repository],
    receivers: 1,
    up: UP_MBIT,
  });
  const receiver = onlyReceiver(setting);
  const bring = await attempt(scope, setting);
  const before = await receivedBytes(receiver);
  await bring(limit);
  return (await receivedBytes(receiver)) - before;
}

/** @param whole what comes to the receiver if nothing happens; half of it is when it does */
async function interrupted(
  scope: Scope,
  repository: string,
  [first, second]: readonly [Attempt, Attempt],
  whole: number,
  limit: number,
  check: (setting: Setting) => void,
): Promise<Interrupted> {
  const setting = await labSetting(scope, {
    repositories: [repository],
    receivers: 1,
    up: UP_MBIT,
  });
  const receiver = onlyReceiver(setting);
  // The inner scope ends by killing everything in it, on both sides.
  const untilKilled = await scope.within(async (inner) => {
    const bring = await first(inner, setting);
    const before = await receivedBytes(receiver);
    // Once it is killed, what it says of that is of no interest.
    const brought = bring(limit).then(() => {
      throw new Error('it was done before it could be killed');
    });
    const comeSoFar = async () => (await receivedBytes(receiver)) - before;
    await Promise.race([untilHalf(comeSoFar, whole, limit), brought]);
    return comeSoFar();
  });
  await sleep(DARK_MS);
  const before = await receivedBytes(receiver);
  await (await second(scope, setting))(limit);
  const afterwards = (await receivedBytes(receiver)) - before;
  check(setting);
  return { untilKilled, afterwards };
}

async function untilHalf(
  comeSoFar: () => Promise<number>,
  whole: number,
  limit: number,
): Promise<void> {
  const deadline = performance.now() + limit * 1_000;
  while ((await comeSoFar()) < whole / 2) {
    if (performance.now() > deadline) throw new Error('half of it did not come in time');
    await sleep(LOOK_MS);
  }
}

/** Who made an unfinished clone go on: the node when it started again, or who asked for it again. */
type WentOn = 'itself' | 'the same command';

function shoalAttempts(tell: (how: WentOn) => void): [Attempt, Attempt] {
  const transfer = newTransferId();
  return [
    async (scope, setting) => {
      const { receiver, swarm } = await pair(scope, setting);
      const cloning = () => receiver.clone(swarm, join(setting.scratch, 'clone'), transfer);
      return (seconds) =>
        within(
          seconds,
          'clone',
          cloning().then(() => {}),
        );
    },
    async (scope, setting) => {
      const { receiver, swarm } = await pair(scope, setting);
      return async (seconds) => {
        const isBack = await receiver.view.waitUntil(
          ({ transfers }) => transfers[transfer] !== undefined,
          GOES_ON_MS,
        );
        if (isBack) {
          await untilDone(receiver, transfer, seconds);
          tell('itself');
        } else {
          const cloning = receiver.clone(swarm, join(setting.scratch, 'clone'));
          await within(seconds, 'clone', cloning);
          tell('the same command');
        }
      };
    },
  ];
}

async function untilDone(
  receiver: BenchNode,
  id: ReturnType<typeof newTransferId>,
  seconds: number,
): Promise<void> {
  await receiver.view.waitUntil(({ transfers }) => {
    const transfer = transfers[id];
    return transfer === undefined || !isRunning(transfer);
  }, seconds * 1_000);
  const phase = receiver.view.state.transfers[id]?.phase;
  if (phase?.state !== 'done') {
    throw new Error(`the clone went on, but is not done: ${JSON.stringify(phase)}`);
  }
}

async function pair(scope: Scope, setting: Setting<LabHost>) {
  const { receivers, swarm } = await startRoom(scope, setting);
  const [receiver] = receivers;
  if (receiver === undefined) throw new Error('nobody receives');
  return { receiver, swarm };
}
