import { join } from 'node:path';
import type { LabHost } from '../e2e/lab/lab-host.ts';
import { aria2 } from './rivals/aria2.ts';
import { gitDaemon } from './rivals/git-daemon.ts';
import type { Bring, Setting } from './rivals/rival.ts';
import { rsync } from './rivals/rsync.ts';
import { watchCores } from './support/cores.ts';
import { labSetting, UP_MBIT } from './support/lab-setting.ts';
import type { BenchOptions } from './support/options.ts';
import { plainCloneBytes } from './support/plain-clone-bytes.ts';
import { LARGE } from './support/plans.ts';
import { type Packing, Project, USUAL_PACKING } from './support/project.ts';
import { atLeast, median, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { startRoom } from './support/shoal-room.ts';
import { requireLab, requireTools } from './support/tools.ts';
import { patience, secondsAt, within } from './support/within.ts';

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

type Prepare = (scope: Scope, setting: Setting<LabHost>) => Promise<readonly Bring[]>;

const WAYS: readonly { what: string; target: number | null; prepare: Prepare }[] = [
  { what: 'shoal clone from 4 peers', target: TARGET, prepare: shoal },
  { what: 'git clone from one of them', target: null, prepare: gitDaemon.prepare },
  { what: 'rsync from one of them', target: null, prepare: rsync.prepare },
  { what: 'aria2 from 4 with the same pack', target: null, prepare: aria2.prepare },
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
  const measured = WAYS.map((way) => ({ way, seconds: [] as number[], busy: [] as number[] }));
  for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1) {
    for (const { way, seconds, busy } of measured) {
      await scope.within(async (inner) => {
        const setting = await labSetting(inner, { repositories, receivers: 1, up: UP_MBIT });
        const brings = await way.prepare(inner, setting);
        const cores = watchCores();
        const start = performance.now();
        await Promise.all(brings.map((bring) => bring(patience(secondsAt(UP_MBIT, bytes)))));
        seconds.push((performance.now() - start) / 1_000);
        busy.push(cores());
      });
      say(`${way.what}: ${seconds.at(-1)?.toFixed(2)} s`);
    }
  }
  const rows = measured.map(({ way: { what, target }, seconds, busy }) => {
    const share = secondsAt(ALL_MBIT, bytes) / median(seconds);
    return atLeast(`${what}, share of ${ALL_MBIT} Mbit/s`, share, target, { seconds, busy, bytes });
  });
  return { name: 'multi', rows };
}

async function shoal(scope: Scope, setting: Setting<LabHost>): Promise<readonly Bring[]> {
  const { seeders, receivers, swarm } = await startRoom(scope, setting);
  for (const node of [...seeders, ...receivers]) node.lookAway();
  return receivers.map(({ node }) => async (seconds) => {
    const target = join(setting.scratch, `clone-${node.name}`);
    await within(seconds, 'shoal clone', node.json('clone', swarm, target));
  });
}
