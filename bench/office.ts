import { availableParallelism } from 'node:os';
import { gitDaemon } from './rivals/git-daemon.ts';
import { watchCores } from './support/cores.ts';
import type { Ends } from './support/ends.ts';
import { endsTable } from './support/ends-table.ts';
import { labSetting } from './support/lab-setting.ts';
import type { BenchOptions } from './support/options.ts';
import { plainCloneBytes } from './support/plain-clone-bytes.ts';
import { HEAVY } from './support/plans.ts';
import { Project, USUAL_PACKING } from './support/project.ts';
import { atLeast, atMost, median, type Report, type Row, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { requireLab } from './support/tools.ts';
import { byRival, byShoal, type Way } from './support/ways.ts';
import { patience, secondsAt } from './support/within.ts';

const ROUNDS = 3;
/** What each machine of an office can send, and the receiver can get, in Mbit/s. */
const LINE_MBIT = 1_000;
const TARGET = 0.6;
/** From which share on the cores, which all ends share here, are the limit and not the line. */
const FULL = 0.9;
const CORES = availableParallelism();

const PEERS = 3;

const GIT = 'git clone from one of them';

const WAYS: readonly { what: string; hasTarget: boolean; prepare: Way }[] = [
  { what: 'shoal clone from 3 peers', hasTarget: true, prepare: byShoal({ trusting: false }) },
  { what: 'the same, all trusted', hasTarget: true, prepare: byShoal({ trusting: true }) },
  { what: GIT, hasTarget: false, prepare: byRival(gitDaemon) },
];

interface Measured {
  readonly what: string;
  readonly hasTarget: boolean;
  readonly prepare: Way;
  readonly seconds: number[];
  readonly busy: number[];
  readonly ends: Ends[];
}

/** One receiver and three peers on fast lines: the share of its line that the whole command makes use of. */
export async function benchOffice(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  const project = Project.open(options, HEAVY, say, scope);
  // All have it from the same server.
  const repository = project.packed(USUAL_PACKING);
  const repositories = Array.from({ length: PEERS }, () => repository);
  const bytes = plainCloneBytes(repository);
  const measured = WAYS.map((way): Measured => ({ ...way, seconds: [], busy: [], ends: [] }));
  for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1) {
    for (const each of measured) {
      await scope.within((inner) => measure(inner, each, repositories, bytes));
      say(`${each.what}: ${each.seconds.at(-1)?.toFixed(2)} s`);
    }
  }
  const git = measured.find(({ what }) => what === GIT)?.seconds ?? [];
  return {
    name: 'office',
    rows: measured.flatMap((each) => rowsOf(each, git, bytes)),
    tables: [endsTable(measured)],
  };
}

async function measure(
  scope: Scope,
  { prepare, seconds, busy, ends }: Measured,
  repositories: readonly string[],
  bytes: number,
): Promise<void> {
  const lines = { up: LINE_MBIT, down: LINE_MBIT };
  const setting = await labSetting(scope, { repositories, receivers: 1, ...lines });
  const { brings, watch } = await prepare(scope, setting);
  const [cores, used] = [watchCores(), watch()];
  const start = performance.now();
  // The processors may take far longer than the line.
  await Promise.all(brings.map((bring) => bring(patience(20 * secondsAt(LINE_MBIT, bytes)))));
  seconds.push((performance.now() - start) / 1_000);
  busy.push(cores());
  ends.push(used());
}

function rowsOf({ what, hasTarget, seconds, busy, ends }: Measured, git: number[], bytes: number) {
  const share = secondsAt(LINE_MBIT, bytes) / median(seconds);
  const used = ends.map(
    ({ seeders, receivers }, index) => (seeders + receivers) / ((seconds[index] ?? 0) * CORES),
  );
  const raw = { seconds, busy, bytes, ends };
  const row = atLeast(`${what}, share of the line`, share, hasTarget ? TARGET : null, raw);
  const rows: Row[] = [
    // More than all of the processors cannot be asked for.
    row.met === false && median(used) >= FULL ? { ...row, met: true } : row,
    atMost(`${what}, share of the cores that all ends used`, median(used), null, { used, busy }),
  ];
  if (hasTarget) {
    const ratio = median(seconds) / median(git);
    rows.push(atMost(`${what}, time against ${GIT}`, ratio, null, { seconds, git }));
  }
  return rows;
}
