import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awaited } from '../../engine/testing/awaited.ts';
import { deferred } from '../../engine/waiting/deferred.ts';
import type { HostContract, HostEvents } from '../../shared/api/host-contract.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import { peerIdSchema } from '../../shared/ids.ts';
import { Client } from '../../shared/rpc/connection.ts';
import { connectControl } from '../control-socket/connect-control.ts';
import { DoubleLauncher, SELF } from '../engine-link/engine-double.ts';
import { ownInstallation } from '../git-settings/guard.ts';
import { PlainGitSwitch } from '../git-settings/plain-git-switch.ts';
import { NoDesktop } from './desktop.ts';
import { DiscoveryDouble } from './discovery-double.ts';
import { type NodeOptions, ShoalNode } from './node.ts';

const peer = peerIdSchema.parse('b'.repeat(52));
let folder: string;
let launcher: DoubleLauncher;
const nodes: ShoalNode[] = [];
const clients: Client<HostContract, HostEvents>[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-node-'));
  launcher = new DoubleLauncher(() => ({ 'self.rename': () => {} }));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.dispose();
  await Promise.all(nodes.splice(0).map((node) => node[Symbol.asyncDispose]()));
  await rm(folder, { recursive: true });
});

function newNode(options: Partial<NodeOptions> = {}): ShoalNode {
  const node = new ShoalNode({
    dataFolder: folder,
    listen: { host: '127.0.0.1', port: 0 },
    version: '1',
    launcher,
    desktop: new NoDesktop(),
    plainGit: new PlainGitSwitch(ownInstallation('/no/engine.js', folder)),
    discover: (listener, only) => new DiscoveryDouble(listener, only),
    interfaces: null,
    peers: [],
    onChanges: () => {},
    onLog: () => {},
    onQuit: () => {},
    ...options,
  });
  nodes.push(node);
  return node;
}

async function connect() {
  const client = new Client<HostContract, HostEvents>(await connectControl(folder));
  clients.push(client);
  return client;
}

test('a client gets the state, then every change, and its commands reach the engine', async () => {
  await newNode().start();
  const client = await connect();
  const heard: StateChange[] = [];
  client.on('stateChanged', (changes) => heard.push(...changes));
  const { state, abilities } = await client.call('host.subscribe', {});
  expect(state.self).toEqual(SELF);
  expect(abilities.pickFolder).toBe(false);

  const change: StateChange = { set: 'problems', key: 'a', value: { code: 'a', sentence: 'A.' } };
  launcher.last.server.announce('stateChanged', [change]);
  await vi.waitFor(() => expect(heard).toEqual([change]));

  await client.call('self.rename', { name: 'Seal' });
  expect(launcher.last.called('self.rename')).toEqual([{ name: 'Seal' }]);
});

test('a client that did not subscribe hears nothing', async () => {
  await newNode().start();
  const client = await connect();
  const heard: unknown[] = [];
  client.on('stateChanged', (changes) => heard.push(changes));
  launcher.last.server.announce('stateChanged', [{ set: 'problems', key: 'a', value: null }]);
  await client.call('self.rename', { name: 'Seal' });
  expect(heard).toEqual([]);
});

test('a second node with the same data folder is refused and starts no engine', async () => {
  await newNode().start();
  await expect(newNode().start()).rejects.toMatchObject({ code: 'already-running' });
  expect(launcher.launched).toHaveLength(1);
});

test('a start that fails leaves the data folder free', async () => {
  const refusing = new DoubleLauncher(() => ({
    'engine.start': () => {
      throw new InvalidRequestError('Install git.');
    },
  }));
  await expect(newNode({ launcher: refusing }).start()).rejects.toThrow('Install git.');
  await newNode().start();
});

test('bad parameters never reach the engine', async () => {
  await newNode().start();
  const client = await connect();
  await expect(client.call('self.rename', { name: '' })).rejects.toMatchObject({
    code: 'invalid-request',
  });
  expect(launcher.last.called('self.rename')).toEqual([]);
});

test('opens only folders that Shoal put on the screen', async () => {
  const opened: string[] = [];
  const desktop = new NoDesktop();
  desktop.openFolder = async (path?: string) => void opened.push(String(path));
  desktop.openWith = async (...told: string[]) => void opened.push(told.join(' by '));
  await writeFile(join(folder, 'settings.json'), '{"terminal": "xterm"}\n');
  await newNode({ desktop }).start();
  const client = await connect();
  await expect(client.call('host.openFolder', { path: '/etc' })).rejects.toMatchObject({
    code: 'invalid-request',
  });
  await expect(
    client.call('host.openWith', { path: '/etc', opener: 'code' }),
  ).rejects.toMatchObject({ code: 'invalid-request' });
  launcher.last.server.announce('stateChanged', [
    { set: 'repositories', key: 'r', value: { path: '/home/me/reef' } as never },
  ]);
  await vi.waitFor(() => client.call('host.openFolder', { path: '/home/me/reef' }));
  await client.call('host.openWith', { path: '/home/me/reef', opener: 'code' });
  expect(opened).toEqual(['/home/me/reef', '/home/me/reef by code by xterm']);
});

test('is asked to quit only after the answer has left', async () => {
  let asked = false;
  await newNode({ onQuit: () => (asked = true) }).start();
  const client = await connect();
  await client.call('host.quit', {});
  await vi.waitFor(() => expect(asked).toBe(true));
});

test('looks around on the interfaces asked for, or not at all', async () => {
  const opened: (readonly string[])[] = [];
  const discover: NodeOptions['discover'] = (listener, only) => {
    opened.push(only);
    return new DiscoveryDouble(listener, only);
  };
  const node = newNode({ discover, interfaces: ['eth7'] });
  await node.start();
  expect(opened).toEqual([['eth7']]);
  await node[Symbol.asyncDispose]();
  await newNode({ discover, interfaces: null }).start();
  expect(opened).toHaveLength(1);
});

test('listens to the network while the engine starts', async () => {
  const opened = deferred<void>();
  const discover: NodeOptions['discover'] = (listener, only) => {
    opened.resolve();
    return new DiscoveryDouble(listener, only);
  };
  const begun = deferred<typeof SELF>();
  const waiting = new DoubleLauncher(() => ({ 'engine.start': () => begun.promise }));
  const starting = newNode({ launcher: waiting, discover, interfaces: [] }).start();
  starting.catch(() => {});
  await awaited(opened.promise, 'it listens, though the engine has not started yet');
  begun.resolve(SELF);
  expect(await starting).toEqual(SELF);
});

test('interfaces that are chosen while it starts are those it looks around on', async () => {
  const opened: (readonly string[])[] = [];
  const discover: NodeOptions['discover'] = (listener, only) => {
    opened.push(only);
    return new DiscoveryDouble(listener, only);
  };
  const choosing = new DoubleLauncher(() => ({
    'engine.start': async () => {
      await node.settings.set('interfaces', ['eth7']);
      return SELF;
    },
  }));
  const node = newNode({ launcher: choosing, discover, interfaces: 'as-set' });
  await node.start();
  expect(opened).toEqual([[], ['eth7']]);
});

test('keeps trying an address that the user gave', async () => {
  let tries = 0;
  const stubborn = new DoubleLauncher(() => ({
    'peers.connect': () => {
      tries += 1;
      if (tries === 1) throw new InvalidRequestError('No Shoal answers there.');
      return { peer };
    },
  }));
  await newNode({ launcher: stubborn, peers: [{ host: '127.0.0.1', port: 9 }] }).start();
  await vi.waitFor(() => expect(tries).toBe(2), { timeout: 3_000 });
});

test('ends well under a second, and gives the data folder back', async () => {
  const node = newNode({ interfaces: [] });
  await node.start();
  await connect();
  const before = performance.now();
  await node[Symbol.asyncDispose]();
  expect(performance.now() - before).toBeLessThan(700);
  await expect(connectControl(folder)).rejects.toMatchObject({ code: 'not-running' });
});
