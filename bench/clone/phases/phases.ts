import {
  ownProcessorSeconds,
  threadProcessorSeconds,
  treeProcessorSeconds,
} from '../../../engine/testing/process-use.ts';
import type { BenchNode } from '../../support/bench-node.ts';
import { commandSeconds } from '../../support/ends.ts';
import type { Say, Table } from '../../support/report.ts';
import type { Scope } from '../../support/scope.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { settleDisk } from '../../support/settle-disk.ts';
import { CASES, type Case, caseOf } from '../cases.ts';
import { type Guest, Stage } from '../stage.ts';
import { PhaseClock, type PhaseUse } from './phase-clock.ts';
import { type RecordedProgram, readRecord, recordingInto } from './record.ts';

/** Where the time of a clone goes, in each case: by phase, and by process. */
export async function clonePhases(source: string, say: Say, scope: Scope): Promise<Table[]> {
  const tables: Table[] = [];
  for (const trusted of [false, true]) {
    await scope.within(async (inner) => {
      const folder = scratchFolder(inner);
      const stage = await Stage.open(inner, source, recordingInto(folder));
      for (const { cached, what } of CASES.filter((each) => each.trusted === trusted)) {
        say(what);
        const of = caseOf(trusted, cached);
        tables.push(...(await inner.within((own) => phasesOf(own, stage, of, folder))));
      }
    });
  }
  return tables;
}

async function phasesOf(
  scope: Scope,
  stage: Stage,
  { trusted, what }: Case,
  folder: string,
): Promise<Table[]> {
  const dialler = 'the receiver';
  const guest = await stage.invite(scope, { trusted, dialler, env: recordingInto(folder) });
  settleDisk();
  stage.seeder.lookAway();
  const ends = [
    new WatchedNode('receiver', guest.receiver, folder),
    new WatchedNode('seeder', stage.seeder, folder),
  ];
  const command = commandSeconds();
  const start = Date.now();
  const phases = await watchPhases(guest, stage);
  const all = (Date.now() - start) / 1_000;
  const own = { end: 'receiver', name: 'command line', cpu: commandSeconds() - command };
  return [
    {
      title: `${what}: phases`,
      columns: ['phase', 'seconds', 'receiver’s CPU seconds', 'seeder’s CPU seconds'],
      rows: phases.map(({ phase, use: { seconds = 0, receiver = 0, seeder = 0 } }) => [
        phase,
        ...[seconds, receiver, seeder].map(rounded),
      ]),
    },
    {
      title: `${what}: processes, ${rounded(all)} s in all`,
      columns: ['end', 'process', 'times', 'CPU seconds', 'seconds', 'from', 'to'],
      rows: [
        [own.end, own.name, 1, rounded(own.cpu), rounded(all), 0, rounded(all)],
        ...ends.flatMap((end) => end.rows(start)),
      ],
    },
  ];
}

/** The phases are those that the receiver tells its user of; before and after them, the command line is at work. */
async function watchPhases({ receiver, clone }: Guest, { seeder }: Stage): Promise<PhaseUse[]> {
  const clock = new PhaseClock('until the node is asked', () => ({
    seconds: Date.now() / 1_000,
    receiver: treeProcessorSeconds(receiver.node.process.pid) + commandSeconds(),
    seeder: treeProcessorSeconds(seeder.node.process.pid),
  }));
  const stop = receiver.view.onChange(() => {
    const [transfer] = Object.values(receiver.view.state.transfers);
    if (transfer !== undefined) clock.enter(transfer.phase.state);
  });
  await clone();
  stop();
  return clock.stop();
}

/** One node while a clone goes on: what its threads and the programs that it starts use. */
class WatchedNode {
  readonly #end: string;
  readonly #pid: number;
  readonly #folder: string;
  readonly #before: ReadonlyMap<string, number>;

  constructor(end: string, { node }: BenchNode, folder: string) {
    this.#end = end;
    this.#pid = node.process.pid;
    this.#folder = folder;
    this.#before = this.#used();
  }

  /** @param start when the clone began, in milliseconds since the epoch */
  rows(start: number): (string | number)[][] {
    const used = [...this.#used()].map(
      ([name, seconds]) => [name, seconds - (this.#before.get(name) ?? 0)] as const,
    );
    const programs = readRecord(this.#folder, this.#pid).programs.filter(({ end }) => end > start);
    const names = [...new Set(programs.map(({ name }) => name))];
    const figures = names.map((name) => {
      const some = programs.filter((program) => program.name === name);
      return [this.#end, name, ...figuresOf(some, start)];
    });
    return [
      ...used.map(([name, cpu]) => [this.#end, name, 1, rounded(cpu), '', '', '']),
      ...figures.sort((a, b) => Number(b[3]) - Number(a[3])),
    ];
  }

  /** Seconds of processor time so far, by thread. */
  #used(): Map<string, number> {
    const { threads } = readRecord(this.#folder, this.#pid);
    const used = new Map(
      [...threads].map(([name, thread]) => [name, threadProcessorSeconds(this.#pid, thread)]),
    );
    const named = [...used.values()].reduce((sum, seconds) => sum + seconds, 0);
    return used.set('other threads', ownProcessorSeconds(this.#pid) - named);
  }
}

function figuresOf(programs: readonly RecordedProgram[], start: number): number[] {
  const sum = (of: (program: RecordedProgram) => number) =>
    programs.reduce((all, program) => all + of(program), 0);
  return [
    programs.length,
    rounded(sum(({ cpu }) => cpu)),
    rounded(sum((program) => program.end - program.start) / 1_000),
    rounded((Math.min(...programs.map((program) => program.start)) - start) / 1_000),
    rounded((Math.max(...programs.map(({ end }) => end)) - start) / 1_000),
  ];
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(2));
}
