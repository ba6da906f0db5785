import { aria2 } from './rivals/aria2.ts';
import { gitDaemon } from './rivals/git-daemon.ts';
import { rsync } from './rivals/rsync.ts';
import { watchCores } from './support/cores.ts';
import type { Ends } from './support/ends.ts';
import { endsTable } from './support/ends-table.ts';
import { labSetting, UP_MBIT } from './support/lab-setting.ts';
import type { BenchOptions } from './support/options.ts';
import { plainCloneBytes } from './support/plain-clone-bytes.ts';
import { LARGE } from './support/plans.ts';
import { type Packing, Project, USUAL_PACKING } from './support/project.ts';
import { atLeast, median, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { requireLab, requireTools } from './support/tools.ts';
import { byRival, byShoal, type Way } from './support/ways.ts';
import { patience, secondsAt } from './support/within.ts';

const ROUNDS = 3;
const TARGET = 0.85;

/** One for each peer: no two packs are alike. */
const PACKINGS: readonly Packing[] = [
  USUAL_PACKING,
  { window: 5, depth: 20 },
  { window: 20, depth: 50 },
  { window: 10, depth: 100 },
];

/** What one receiver can get, in Mbit/s. */
const ALL_MBIT = PACKINGS.length * UP_MBIT;

const WAYS: readonly { what: string; target: number | null; prepare: Way }[] = [
  { what: 'shoal clone from 4 peers', target: TARGET, prepare: byShoal({ trusting: false }) },
  {
    what: 'shoal clone from 4 peers that had a moment of rest before',
    target: TARGET,
    prepare: byShoal({ trusting: false, rested: true }),
  },
  { what: 'git clone from one of them', target: null, prepare: byRival(gitDaemon) },
  { what: 'rsync from one of them', target: null, prepare: byRival(rsync) },
  { what: 'aria2 from 4 with the same pack', target: null, prepare: byRival(aria2) },
];

/**
 * Four peers that packed the same project each in its own way, and one receiver: the share of what
 * all four can send that the whole command makes use of. What counts is what a plain clone needs;
 * bytes that come twice do not.
 */
export async function benchMulti(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  requireTools('rsync', 'aria2c');
  const project = Project.open(options, LARGE, say, scope);
  const repositories = PACKINGS.map((packing) => project.packed(packing));
  const bytes = plainCloneBytes(project.packed(USUAL_PACKING));
  const measured = WAYS.map((way) => ({
    ...{ way, what: way.what },
    ...{ seconds: [] as number[], busy: [] as number[], ends: [] as Ends[] },
  }));
  for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1) {
    for (const { way, seconds, busy, ends } of measured) {
      await scope.within(async (inner) => {
        const setting = await labSetting(inner, { repositories, receivers: 1, up: UP_MBIT });
        const { brings, watch } = await way.prepare(inner, setting);
        const [cores, used] = [watchCores(), watch()];
        const start = performance.now();
        await Promise.all(brings.map((bring) => bring(patience(secondsAt(UP_MBIT, bytes)))));
        seconds.push((performance.now() - start) / 1_000);
        busy.push(cores());
        ends.push(used());
      });
      say(`${way.what}: ${seconds.at(-1)?.toFixed(2)} s`);
    }
  }
  const rows = measured.map(({ way: { what, target }, seconds, busy, ends }) => {
    const share = secondsAt(ALL_MBIT, bytes) / median(seconds);
    const raw = { seconds, busy, bytes, ends };
    return atLeast(`${what}, share of ${ALL_MBIT} Mbit/s`, share, target, raw);
  });
  return { name: 'multi', rows, tables: [endsTable(measured)] };
}
