import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabProcess } from '../e2e/lab/lab-process.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { megabytes, processorSeconds } from '../engine/testing/process-use.ts';
import type { BenchOptions } from './support/options.ts';
import { atMost, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';
import { levelOf, type Sample } from './support/soak/level.ts';
import type { RoomEvent, SoakOrder } from './support/soak/room.ts';

const ROOM = resolve(import.meta.dirname, 'support/soak/room.ts');
const ROOT = resolve(import.meta.dirname, '..');
/** Where nothing else is said: an hour of fifty nodes. */
const MINUTES = 60;
const NODES = 50;
/** Nodes in one process: each is an engine with connections to all others. */
const NODES_PER_PROCESS = 17;
/** How often memory is looked at, in milliseconds. */
const SAMPLE = 30_000;
/** Which part of the time counts as finding its level. */
const WARM_UP = 0.4;
/** What the heap may grow in an hour once it has, in MB for each node; a sample is not exact. */
const TARGET_MB = 1;
const START_MS = 300_000;

/**
 * Many nodes that know each other, commit, follow, come and go, for long: whether what they hold in
 * memory stays level. All are on this computer's loopback, told of each other as discovery would.
 */
export async function benchSoak(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  const nodes = options.nodes ?? NODES;
  const minutes = options.minutes ?? MINUTES;
  const scratch = scratchFolder(scope);
  const project = join(scratch, 'project');
  buildRepository(project, { commits: 50 });
  const rooms = await startRooms(nodes, project, scratch, scope);
  say(`${nodes} nodes in ${rooms.length} processes; ${minutes} min`);
  const samples: Sample[][] = rooms.map(() => []);
  const start = performance.now();
  const end = start + minutes * 60_000;
  for (let round = 1; performance.now() < end; round += 1) {
    await sleep(Math.max(0, Math.min(start + round * SAMPLE, end) - performance.now()));
    const sampled = await Promise.all(rooms.map((room) => sample(room, start)));
    for (const [index, each] of sampled.entries()) samples[index]?.push(each);
    const told = sampled.map(({ heap, rss }) => `heap ${heap.toFixed(1)}, RSS ${rss} MB`);
    say(`${(round * SAMPLE) / 60_000} min: ${told.join('; ')}`);
  }
  const levels = samples.map((each) => levelOf(each, WARM_UP));
  return {
    name: 'soak',
    rows: levels.flatMap((level, index) => [
      atMost(
        `process ${index + 1}: heap, MB more in an hour for each node`,
        level.heapPerHour / nodesIn(index, nodes),
        TARGET_MB,
        { level, samples: samples[index] },
      ),
      atMost(`process ${index + 1}: RSS, MB more in an hour`, level.rssPerHour, null, { level }),
    ]),
  };
}

function nodesIn(room: number, all: number): number {
  return Math.min(NODES_PER_PROCESS, all - room * NODES_PER_PROCESS);
}

async function startRooms(
  nodes: number,
  project: string,
  scratch: string,
  scope: Scope,
): Promise<LabProcess[]> {
  const count = Math.ceil(nodes / NODES_PER_PROCESS);
  const rooms: LabProcess[] = [];
  for (let index = 0; index < count; index += 1) {
    const first = index * NODES_PER_PROCESS;
    const args = ['--expose-gc', '--import', 'tsx', ROOM, scratch, project];
    const room = new LabProcess(
      process.execPath,
      [...args, String(first), String(nodesIn(index, nodes)), String(nodes)],
      { cwd: ROOT },
    );
    rooms.push(await scope.use(room));
  }
  const started = await Promise.all(rooms.map((room) => heard(room, 'started')));
  const sightings = started.flatMap((event) => (event.type === 'started' ? event.sightings : []));
  for (const room of rooms) order(room, { type: 'meet', sightings });
  await Promise.all(rooms.map((room) => heard(room, 'met')));
  return rooms;
}

async function sample(room: LabProcess, start: number): Promise<Sample> {
  const from = room.lines.length;
  order(room, { type: 'sample' });
  const event = await heard(room, 'sample', from);
  if (event.type !== 'sample') throw new Error('no sample');
  return {
    at: (performance.now() - start) / 3_600_000,
    heap: event.heap / 1e6,
    native: event.native / 1e6,
    rss: megabytes(room.pid, 'VmRSS'),
    cpu: processorSeconds(room.pid),
  };
}

function order(room: LabProcess, what: SoakOrder): void {
  room.writeLine(JSON.stringify(what));
}

function heard(room: LabProcess, type: RoomEvent['type'], from = 0): Promise<RoomEvent> {
  const read = (line: string) => {
    const event = JSON.parse(line) as RoomEvent;
    return event.type === type ? event : undefined;
  };
  return room.waitForLine(read, { timeoutMs: START_MS, from });
}
