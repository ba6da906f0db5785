import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabProcess } from '../e2e/lab/lab-process.ts';
import type { AppState } from '../shared/api/state.ts';
import { watchAtRest } from './support/at-rest.ts';
import { BenchNode } from './support/bench-node.ts';
import type { BenchOptions } from './support/options.ts';
import { atMost, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';

const PEOPLE_FILE = resolve(import.meta.dirname, 'support/depot/people.ts');
const ROOT = resolve(import.meta.dirname, '..');
const CORE_TARGET = 0.01;
const MEMORY_TARGET_MB = 200;
const PROJECTS = 500;
const PEOPLE = 50;
/** Of these so many have projects of their own; the others come when these are kept, and follow. */
const OWNERS = 10;
/** People in one process, each with an engine and connections of their own. */
const IN_ONE = 10;
/** Until each project in which something came has been looked through once, when it has rested, in milliseconds. */
const TIDYING = 4 * 60_000;
/** How long it may take until everything is kept, in milliseconds. */
const KEEPING = 30 * 60_000;

/** What a depot costs while nothing happens: hundreds of projects, and everybody there. All are on this computer. */
export async function benchDepot(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  const people = options.nodes ?? PEOPLE;
  const owners = Math.min(people, OWNERS);
  const each = Math.ceil(PROJECTS / owners);
  const scratch = scratchFolder(scope);
  const args = ['--no-mdns', '--depot', join(scratch, 'depot'), '--mirror', '*'];
  const directory = join(scratch, 'node');
  const depot = await scope.use(BenchNode.start('depot', { directory, args }));
  const port = depot.node.listen.split(':').at(-1) ?? '';
  const start = async (first: number, count: number, projects: number) => {
    const program = [PEOPLE_FILE, scratch, port, `${first}`, `${count}`, `${projects}`];
    await scope.use(
      new LabProcess(process.execPath, ['--import', 'tsx', ...program], { cwd: ROOT }),
    );
  };
  const since = performance.now();
  const all = owners * each;
  // Two programs: to build what is shared takes longer than to keep it.
  const half = Math.ceil(owners / 2);
  await start(0, half, each);
  await start(half, owners - half, each);
  let told = 0;
  const isKept = (state: AppState) => {
    const kept = keptIn(state);
    if (kept >= told + 50) {
      told = kept;
      say(`${kept} of ${all} projects are kept`);
    }
    return kept === all;
  };
  if (!(await depot.view.waitUntil(isKept, KEEPING))) throw new Error('not all came to be kept');
  const seconds = Math.round((performance.now() - since) / 1_000);
  say(`${all} projects of ${owners} people are kept after ${seconds} s`);
  for (let first = owners; first < people; first += IN_ONE) {
    await start(first, Math.min(IN_ONE, people - first), 0);
  }
  const areHere = ({ peers }: AppState) =>
    Object.values(peers).filter(({ presence }) => presence.state === 'connected').length === people;
  if (!(await depot.view.waitUntil(areHere, KEEPING))) throw new Error('not all came');
  say(`all ${people} are here`);
  depot.lookAway();
  await sleep(TIDYING);
  const atRest = await watchAtRest(depot);
  const what = `${all} projects, ${people} people`;
  return {
    name: 'depot',
    rows: [
      atMost(`${what}, nothing happening: of a core`, atRest.core, CORE_TARGET, { ...atRest }),
      atMost('the same: MB of host and engine', atRest.memory, MEMORY_TARGET_MB, { ...atRest }),
    ],
  };
}

/** Projects whose owner's heads are there, and current. */
function keptIn({ depot }: AppState): number {
  if (depot.state === 'off') return 0;
  return depot.projects.filter(({ people }) => people[0]?.asOf === null).length;
}
