import { CASES } from './clone/cases.ts';
import {
  type ClonedByShoal,
  ratesOfHttp2,
  shoalClones,
  type Taken,
  takenBy,
} from './clone/measure.ts';
import { clonePhases } from './clone/phases/phases.ts';
import type { Dialler } from './clone/stage.ts';
import { aria2 } from './rivals/aria2.ts';
import { gitDaemon } from './rivals/git-daemon.ts';
import type { Rival } from './rivals/rival.ts';
import { rsync } from './rivals/rsync.ts';
import { smartHttp } from './rivals/smart-http.ts';
import type { BenchOptions } from './support/options.ts';
import { DEEP } from './support/plans.ts';
import { Project } from './support/project.ts';
import { atLeast, atMost, median, type Report, type Row, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { requireTools } from './support/tools.ts';

const ROUNDS = 3;

/** Beside `git daemon`, which everything is measured against. */
const OTHERS: readonly Rival[] = [smartHttp, rsync, aria2];

const DIALLERS: readonly Dialler[] = ['the receiver', 'the seeder'];

/** Of what git's client and `git daemon` need, of what an HTTP/2 download does, of the repository; and a number. */
const TARGETS = {
  receiver: { verifyFirst: 1.1, trusted: 0.3 },
  seeder: { cached: 0.25, nothingCached: 1.5 },
  line: 0.6,
  kept: 0.1,
  /** All up to the checkpoint, and what came since. */
  packs: 2,
} as const;

interface Measured {
  readonly rivals: Map<string, Taken[]>;
  readonly clones: ClonedByShoal[];
  /** Bytes per second. */
  readonly http2: number[];
}

/** One peer on loopback against `git clone git://`: whole commands, in one run. */
export async function benchClone(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  if (!options.phases) requireTools('rsync', 'aria2c');
  const source = Project.open(options, DEEP, say, scope).path;
  if (options.phases) {
    return { name: 'clone', rows: [], tables: await clonePhases(source, say, scope) };
  }
  const measured: Measured = { rivals: new Map(), clones: [], http2: [] };
  for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1) {
    await measureOnce(measured, round, source, say, scope);
  }
  return { name: 'clone', rows: [...timeRows(measured), ...costRows(measured)] };
}

async function measureOnce(
  { rivals, clones, http2 }: Measured,
  round: number,
  source: string,
  say: Say,
  scope: Scope,
): Promise<void> {
  for (const rival of [gitDaemon, ...OTHERS]) {
    const taken = await scope.within((inner) => takenBy(inner, rival, source));
    say(`${rival.name}: ${wordsOf(taken)}`);
    rivals.set(rival.name, [...(rivals.get(rival.name) ?? []), taken]);
  }
  const first = DIALLERS[round % DIALLERS.length] ?? 'the receiver';
  for (const trusted of [false, true]) {
    await scope.within((inner) =>
      shoalClones(inner, source, trusted, first, (cloned) => {
        say(`${cloned.of.what}, ${cloned.dialler} dialled: ${wordsOf(cloned)}`);
        clones.push(cloned);
      }),
    );
  }
  const bytes = clones.at(-1)?.bytes ?? 0;
  const rates = await scope.within((inner) => ratesOfHttp2(inner, source, bytes));
  say(`HTTP/2 over TLS: ${(median(rates) / 1e6).toFixed(0)} MB/s`);
  http2.push(...rates);
}

function wordsOf({ seconds, ends }: Taken): string {
  const { seeders, receivers } = ends;
  return `${seconds.toFixed(2)} s (processor: ${receivers.toFixed(2)} s here, ${seeders.toFixed(2)} s there)`;
}

function timeRows({ rivals, clones }: Measured): Row[] {
  const git = secondsOf(rivals.get(gitDaemon.name));
  const ratio = (seconds: readonly number[]) => median(seconds) / median(git);
  const copying = ratio(secondsOf(rivals.get(rsync.name)));
  return [
    ...CASES.map(({ what, target }) => {
      const seconds = secondsOf(clones.filter(({ of }) => of.what === what));
      return atMost(what, ratio(seconds), target ?? copying, { seconds, git });
    }),
    ...OTHERS.map(({ name }) => {
      const seconds = secondsOf(rivals.get(name));
      return atMost(name, ratio(seconds), null, { seconds, git });
    }),
  ];
}

function costRows({ rivals, clones, http2 }: Measured): Row[] {
  const git = rivals.get(gitDaemon.name) ?? [];
  const those = (holds: (cloned: ClonedByShoal) => boolean) => clones.filter(holds);
  const [verifyFirst, trusted] = [those(({ of }) => !of.trusted), those(({ of }) => of.trusted)];
  const [cached, nothing] = [those(({ of }) => of.cached), those(({ of }) => !of.cached)];
  const receiver = (what: string, some: readonly ClonedByShoal[], target: number) => {
    const gits = git.map(({ ends }) => ends.receivers);
    const seconds = some.map(({ ends }) => ends.receivers);
    const command = some.map((each) => each.command);
    const value = median(seconds) / median(gits);
    return atMost(`receiver’s CPU seconds, ${what}`, value, target, {
      seconds,
      command,
      git: gits,
    });
  };
  const seeder = (what: string, some: readonly ClonedByShoal[], target: number) => {
    const gits = git.map(({ ends }) => ends.seeders);
    const seconds = some.map(({ ends }) => ends.seeders);
    const value = median(seconds) / median(gits);
    return atMost(`seeder’s CPU seconds, ${what}`, value, target, { seconds, git: gits });
  };
  const line = (dialler: Dialler) => {
    const some = those(({ of, ...each }) => of.trusted && of.cached && each.dialler === dialler);
    const rates = some.map(({ rate }) => rate);
    const what = `line: share of a plain HTTP/2 download, ${dialler} dialled`;
    return atLeast(what, median(rates) / median(http2), TARGETS.line, { rates, http2 });
  };
  const kept = clones.map((each) => each.kept);
  const packs = clones.map((each) => each.packs);
  return [
    receiver('verify first', verifyFirst, TARGETS.receiver.verifyFirst),
    receiver('trusted', trusted, TARGETS.receiver.trusted),
    seeder('blocks cached', cached, TARGETS.seeder.cached),
    seeder('nothing cached', nothing, TARGETS.seeder.nothingCached),
    ...DIALLERS.map(line),
    atMost('what the seeder’s disk holds more, in repositories', Math.max(...kept), TARGETS.kept, {
      kept,
    }),
    atMost('packs in a finished clone', Math.max(...packs), TARGETS.packs, { packs }),
  ];
}

function secondsOf(taken: readonly Taken[] | undefined): number[] {
  return (taken ?? []).map(({ seconds }) => seconds);
}
