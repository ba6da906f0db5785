import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NodeClient } from '../cli/node-client.ts';
import { discoverOverMdns } from '../host/discovery/mdns-discovery.ts';
import { WorkerThreadLauncher } from '../host/engine-link/worker-thread-launcher.ts';
import { ownInstallation } from '../host/git-settings/guard.ts';
import { PlainGitSwitch } from '../host/git-settings/plain-git-switch.ts';
import { NoDesktop } from '../host/node/desktop.ts';
import { ShoalNode } from '../host/node/node.ts';
import type { Swarm } from '../shared/api/swarm-state.ts';
import { PLAIN_FOLLOW } from '../shared/domain/follow.ts';

const TEAMMATES = ['Anchovy', 'Herring', 'Smelt'];
const WITHIN = { timeout: 60_000, interval: 100 };

let folder: string;
let node: ShoalNode;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-demo-'));
  node = newNode();
  await node.start();
});
afterEach(async () => {
  await node[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Looks around nowhere by itself: what it finds, it finds through the demo. */
function newNode(dataFolder = folder): ShoalNode {
  const engineFile = join(import.meta.dirname, '..', 'out/main/engine.js');
  return new ShoalNode({
    dataFolder,
    listen: { host: '127.0.0.1', port: 0 },
    version: '0.0.0',
    launcher: new WorkerThreadLauncher(engineFile),
    desktop: new NoDesktop(),
    plainGit: new PlainGitSwitch(ownInstallation(engineFile, dataFolder)),
    discover: (listener, interfaces) => discoverOverMdns({ listener, interfaces }),
    interfaces: null,
    peers: [],
    onChanges: () => {},
    onLog: () => {},
    onQuit: () => {},
  });
}

function connectedNames(of: ShoalNode): string[] {
  const connected = Object.values(of.state.peers).filter(
    ({ presence }) => presence.state === 'connected',
  );
  return connected.map(({ name }) => name);
}

async function followEverybody(): Promise<void> {
  const view = await NodeClient.connect(folder);
  for (const { id } of Object.values(node.state.peers)) {
    await view.call('follow.set', { peer: id, repository: null, ...PLAIN_FOLLOW });
  }
  view[Symbol.dispose]();
}

function swarm(name: string): Swarm | undefined {
  return Object.values(node.state.swarms).find((each) => each.name === name);
}

test('three teammates come with related projects, and go without a trace', async () => {
  await node.startDemo();
  await vi.waitFor(() => {
    expect(connectedNames(node)).toEqual(expect.arrayContaining(TEAMMATES));
    expect(swarm('harbour-map')).toMatchObject({ newHeads: expect.any(Number) });
    expect(swarm('harbour-map')?.alternatives).toHaveLength(3);
    expect(swarm('harbour-map')?.newHeads).toBeGreaterThan(0);
    expect(swarm('tide-tables')?.alternatives).toHaveLength(2);
    expect(swarm('lantern-fw')?.alternatives).toHaveLength(1);
  }, WITHIN);
  expect(node.state.demo).toBe('running');
  await vi.waitFor(() => {
    const heads = swarm('menu-ocr')?.alternatives.flatMap((each) => each.heads) ?? [];
    const outlooks = heads.flatMap(({ standing }) =>
      Object.values(standing).map(({ relation, merge }) => `${relation.kind} ${merge?.kind}`),
    );
    expect(outlooks).toContain('diverged clean');
    expect(outlooks).toContain('diverged conflicts');
  }, WITHIN);
  await followEverybody();
  await vi.waitFor(() => {
    const ended = Object.values(node.state.activity);
    expect(new Set(ended.map(({ peerName }) => peerName)).size).toBe(TEAMMATES.length);
  }, WITHIN);

  await node.stopDemo();
  expect(node.state.demo).toBe('off');
  expect(existsSync(join(folder, 'demo'))).toBe(false);
  await vi.waitFor(() => {
    const names = Object.values(node.state.peers).map(({ name }) => name);
    for (const teammate of TEAMMATES) expect(names).not.toContain(teammate);
    expect(node.state.repositories).toEqual({});
    expect(swarm('harbour-map')).toBeUndefined();
    expect(node.state.follows).toEqual({});
    expect(node.state.transfers).toEqual({});
  }, WITHIN);

  await node.startDemo();
  await vi.waitFor(() => {
    expect(connectedNames(node)).toEqual(expect.arrayContaining(TEAMMATES));
  }, WITHIN);
});

test('two demos on one computer do not see each other', async () => {
  await using other = newNode(join(folder, 'other'));
  await other.start();
  await Promise.all([node.startDemo(), other.startDemo()]);
  await vi.waitFor(() => {
    expect(connectedNames(node)).toHaveLength(TEAMMATES.length);
    expect(connectedNames(other)).toHaveLength(TEAMMATES.length);
  }, WITHIN);
  // Long enough for anybody who is heard to be connected to.
  await sleep(2_000);
  expect(connectedNames(node).sort()).toEqual(TEAMMATES);
  expect(connectedNames(other).sort()).toEqual(TEAMMATES);
});

test('what a demo left behind when its host was killed goes at the next start', async () => {
  await node.startDemo();
  await node[Symbol.asyncDispose]();
  expect(existsSync(join(folder, 'demo', 'mine', 'harbour-map'))).toBe(true);
  node = newNode();
  await node.start();
  expect(existsSync(join(folder, 'demo'))).toBe(false);
  await vi.waitFor(() => expect(node.state.repositories).toEqual({}), WITHIN);
});
