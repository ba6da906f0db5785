import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepareHttp2 } from '../rivals/http2.ts';
import type { Rival, Setting } from '../rivals/rival.ts';
import { commandSeconds, type Ends, rounded, watchEnds, watchNodes } from '../support/ends.ts';
import { watchLoopback } from '../support/loopback.ts';
import { THIS_MACHINE } from '../support/place.ts';
import type { Scope } from '../support/scope.ts';
import { scratchFolder } from '../support/scratch.ts';
import { settleDisk } from '../support/settle-disk.ts';
import { type Case, caseOf } from './cases.ts';
import { CLONE_SECONDS, type Dialler, Stage } from './stage.ts';

const DOWNLOADS = 3;

/** What a whole command took. */
export interface Taken {
  readonly seconds: number;
  /** Processor time, the command line's own among the receivers'. */
  readonly ends: Ends;
}

/** What one `shoal clone` took. */
export interface ClonedByShoal extends Taken {
  readonly of: Case;
  readonly dialler: Dialler;
  /** Seconds of processor time of the command line alone. */
  readonly command: number;
  /** Bytes per second. */
  readonly rate: number;
  readonly bytes: number;
  /** How many packs the clone has when the command ends. */
  readonly packs: number;
  /** What the seeder's disk holds more by then, in shares of the repository. */
  readonly kept: number;
}

/** Another way, from the first to the last. */
export async function takenBy(scope: Scope, rival: Rival, repository: string): Promise<Taken> {
  const [bring] = await rival.prepare(scope, settingOf(scope, repository));
  settleDisk();
  const ends = watchEnds();
  const seconds = await timed(async () => bring?.(CLONE_SECONDS));
  return { seconds, ends: ends() };
}

/** A few downloads of so many bytes: each is over in a moment. @returns bytes per second */
export async function ratesOfHttp2(
  scope: Scope,
  repository: string,
  bytes: number,
): Promise<number[]> {
  const bring = await prepareHttp2(scope, settingOf(scope, repository), bytes);
  const rates: number[] = [];
  for (let download = 0; download < DOWNLOADS; download += 1) {
    const rate = watchLoopback();
    await bring(CLONE_SECONDS);
    rates.push(rate());
  }
  return rates;
}

/**
 * Clones from a fresh seeder, then again with fresh receivers: the seeder has by then what it makes once.
 *
 * @param first who dials at the first clone; of those after it, each dials once
 */
export async function shoalClones(
  scope: Scope,
  source: string,
  trusted: boolean,
  first: Dialler,
  record: (cloned: ClonedByShoal) => void,
): Promise<void> {
  const stage = await Stage.open(scope, source);
  const all = [
    { cached: false, dialler: first },
    { cached: true, dialler: 'the receiver' },
    { cached: true, dialler: 'the seeder' },
  ] as const;
  for (const { cached, dialler } of all) {
    const of = caseOf(trusted, cached);
    record(await scope.within((inner) => shoalClone(inner, stage, of, dialler)));
  }
}

async function shoalClone(
  scope: Scope,
  stage: Stage,
  of: Case,
  dialler: Dialler,
): Promise<ClonedByShoal> {
  const { receiver, target, clone } = await stage.invite(scope, { trusted: of.trusted, dialler });
  settleDisk();
  for (const node of [stage.seeder, receiver]) node.lookAway();
  const nodes = watchNodes([stage.seeder], [receiver]);
  const before = commandSeconds();
  const rate = watchLoopback();
  let bytes = 0;
  const seconds = await timed(async () => {
    bytes = (await clone()).bytes;
  });
  const packs = packsIn(target);
  const { seeders, receivers } = nodes();
  const command = rounded(commandSeconds() - before);
  return {
    ...{ of, dialler, seconds, command, packs, bytes },
    ends: { seeders, receivers: rounded(receivers + command) },
    rate: rate(),
    kept: stage.addedBytes / stage.repositoryBytes,
  };
}

function packsIn(target: string): number {
  const names = readdirSync(join(target, '.git', 'objects', 'pack'));
  return names.filter((name) => name.endsWith('.pack')).length;
}

function settingOf(scope: Scope, repository: string): Setting {
  return {
    seeders: [{ place: THIS_MACHINE, repository }],
    receivers: [THIS_MACHINE],
    tracker: THIS_MACHINE,
    scratch: scratchFolder(scope),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}
