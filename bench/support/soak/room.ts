import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeHeapSnapshot } from 'node:v8';
import { TestEngine } from '../../../engine/scenarios/support/test-engine.ts';
import { git } from '../../../engine/testing/git.ts';
import type { Sighting } from '../../../shared/api/engine-contract.ts';
import { PLAIN_FOLLOW } from '../../../shared/domain/follow.ts';

/** What a room is told, a line of JSON each. */
export type SoakOrder =
  | { readonly type: 'meet'; readonly sightings: readonly Sighting[] }
  | { readonly type: 'sample' };

/** What a room tells. Sizes in bytes, after a collection. */
export type RoomEvent =
  | { readonly type: 'started'; readonly sightings: readonly Sighting[] }
  | { readonly type: 'met' }
  | { readonly type: 'sample'; readonly heap: number; readonly native: number };

/** Between two commits in one room, in milliseconds. */
const COMMIT = 12_000;
/** Between two nodes that go and come back. */
const LEAVE = 30_000;
/** How long it may take until all have met, in milliseconds. */
const MEETING = 240_000;
/** How many others each node follows. */
const FOLLOWED = 3;

/**
 * Some of the nodes of a soak, in one process: each has a copy of the project and shares it, follows a
 * few of the others, commits now and then, and is started again from time to time.
 */
const [, , scratch = '', project = '', first = '0', inRoom = '1', all = '1'] = process.argv;
const nodes: TestEngine[] = [];
const sightings = new Map<string, Sighting>();

function tell(event: RoomEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function sightingOf({ engine: { self } }: TestEngine): Sighting {
  const endpoints = [{ host: '127.0.0.1', port: self.port }];
  return { peer: self.id, name: self.name, seq: 1, endpoints };
}

async function start(index: number): Promise<TestEngine> {
  return TestEngine.start(`Node ${index}`, join(scratch, `node-${index}`));
}

const copyOf = (index: number) => join(scratch, `copy-${index}`);

async function show(node: TestEngine): Promise<void> {
  for (const sighting of sightings.values()) {
    if (sighting.peer !== node.id) await node.call('discovery.seen', sighting);
  }
}

const connectedTo = ({ state }: TestEngine) =>
  Object.values(state.peers).filter(({ presence }) => presence.state === 'connected').length;

async function untilAllHaveMet(): Promise<void> {
  const deadline = performance.now() + MEETING;
  while (nodes.some((node) => connectedTo(node) < Number(all) - 1)) {
    if (performance.now() > deadline) {
      throw new Error(`connected to ${nodes.map(connectedTo).join(', ')} of ${all} nodes`);
    }
    await sleep(500);
  }
}

async function meet(told: readonly Sighting[]): Promise<void> {
  for (const sighting of told) sightings.set(sighting.peer, sighting);
  for (const node of nodes) await show(node);
  await untilAllHaveMet();
  const ids = [...sightings.values()].map(({ peer }) => peer);
  for (const node of nodes) {
    const own = ids.indexOf(node.id);
    for (let step = 1; step <= FOLLOWED; step += 1) {
      const peer = ids[(own + step) % ids.length];
      if (peer === undefined || peer === node.id) continue;
      await node.call('follow.set', { peer, repository: null, ...PLAIN_FOLLOW });
    }
  }
}

/** The commit that all copies begin with. */
const beginning = git(project, ['rev-parse', 'HEAD']);
/** One after the other, each in its turn. */
let turn = 0;

function commit(): void {
  turn += 1;
  const index = Number(first) + (turn % nodes.length);
  const copy = copyOf(index);
  git(copy, ['commit', '--quiet', '--allow-empty', '-m', `work ${turn}`]);
  // All begin anew now and then: the history must not be what grows.
  if (turn % 40 === 0) git(copy, ['reset', '--quiet', '--hard', beginning]);
}

async function leaveAndReturn(): Promise<void> {
  const place = turn % nodes.length;
  const node = nodes[place];
  if (node === undefined) return;
  const { id } = node;
  for (const other of nodes) if (other !== node) await other.call('discovery.left', { peer: id });
  await node.engine[Symbol.asyncDispose]();
  const again = await start(Number(first) + place);
  nodes[place] = again;
  // Others hear of the new port when it dials them.
  sightings.set(id, sightingOf(again));
  await show(again);
}

function sample(): void {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  tell({ type: 'sample', heap: heapUsed, native: external + arrayBuffers });
}

for (let index = Number(first); index < Number(first) + Number(inRoom); index += 1) {
  cpSync(project, copyOf(index), { recursive: true });
  const node = await start(index);
  nodes.push(node);
  await node.share(copyOf(index));
}
tell({ type: 'started', sightings: nodes.map(sightingOf) });
process.on('SIGUSR2', () => writeHeapSnapshot());

let leaving = Promise.resolve();
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as SoakOrder;
  if (order.type === 'sample') sample();
  else {
    await meet(order.sightings);
    tell({ type: 'met' });
    setInterval(commit, COMMIT);
    setInterval(() => {
      leaving = leaving.then(leaveAndReturn).catch((error: unknown) => console.error(error));
    }, LEAVE);
  }
}
