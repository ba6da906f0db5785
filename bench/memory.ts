import { join } from 'node:path';
import { megabytes } from '../engine/testing/process-use.ts';
import type { BenchNode } from './support/bench-node.ts';
import { labSetting } from './support/lab-setting.ts';
import { buildManyObjects, OBJECTS } from './support/many-objects.ts';
import type { BenchOptions } from './support/options.ts';
import { HEAVY } from './support/plans.ts';
import { builtOnce, Project, USUAL_PACKING } from './support/project.ts';
import { atMost, type Report, type Row, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { startRoom } from './support/shoal-room.ts';
import { requireLab } from './support/tools.ts';
import { within } from './support/within.ts';

const TARGET_MB = 200;
const LEECHERS = 8;
/** Two cores do the work of nine machines. */
const PATIENCE_S = 20 * 60;

/**
 * The most that a node, host and engine together, ever had in memory: while it serves a large project
 * to eight peers at once, and while one of very many objects is cloned.
 */
export async function benchMemory(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  const heavy = Project.open(options, HEAVY, say, scope).packed(USUAL_PACKING);
  const rows = await scope.within((inner) =>
    peaks(inner, heavy, LEECHERS, '300 MB for 8 peers at once', say),
  );
  if (options.repo === null) {
    const many = await builtOnce('many-objects.git', say, buildManyObjects);
    const what = `${OBJECTS / 1e6} million objects for one peer`;
    rows.push(...(await scope.within((inner) => peaks(inner, many, 1, what, say))));
  }
  return { name: 'memory', rows };
}

async function peaks(
  scope: Scope,
  repository: string,
  receivers: number,
  what: string,
  say: Say,
): Promise<Row[]> {
  const setting = await labSetting(scope, { repositories: [repository], receivers });
  const room = await startRoom(scope, setting);
  const started = [...room.seeders, ...room.receivers].map(peakMegabytes);
  const clones = room.receivers.map((receiver, index) =>
    receiver.clone(room.swarm, join(setting.scratch, `clone-${index}`)),
  );
  await within(PATIENCE_S, 'clone', Promise.all(clones));
  const seeder = room.seeders.map(peakMegabytes);
  const receiver = room.receivers.map(peakMegabytes);
  say(
    `${what}: ${Math.max(...seeder)} MB where it comes from, ${Math.max(...receiver)} MB at most`,
  );
  return [
    atMost(`${what}, MB where it comes from`, Math.max(...seeder), TARGET_MB, { seeder, started }),
    atMost(`${what}, MB where it arrives, the most of all`, Math.max(...receiver), TARGET_MB, {
      receiver,
    }),
  ];
}

/** What it had in memory at its worst moment. */
function peakMegabytes({ node }: BenchNode): number {
  return megabytes(node.process.pid, 'VmHWM');
}
