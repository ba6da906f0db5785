import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HostAbilities } from '../../shared/api/host-contract.ts';
import type { Problem } from '../../shared/api/state.ts';
import { RemoteError } from '../../shared/errors.ts';
import { checkSetting } from '../../shared/settings/setting-text.ts';
import { speak, t } from '../../shared/texts/all-texts.ts';
import { ENGLISH } from '../../shared/texts/english.ts';
import { DoubleLauncher } from '../engine-link/engine-double.ts';
import { ownInstallation } from '../git-settings/guard.ts';
import { PlainGitSwitch } from '../git-settings/plain-git-switch.ts';
import { NoDesktop } from '../node/desktop.ts';
import { DiscoveryDouble } from '../node/discovery-double.ts';
import { type NodeOptions, ShoalNode } from '../node/node.ts';

let folder: string;
const nodes: ShoalNode[] = [];
const opened: DiscoveryDouble[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-settings-'));
});
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node[Symbol.asyncDispose]()));
  opened.length = 0;
  await rm(folder, { recursive: true });
});

/** A desktop whose battery the test plugs in and out, and which remembers what starts at login. */
class TestDesktop extends NoDesktop {
  override readonly unavailable = {};
  override readonly abilities: HostAbilities = {
    ...{ pickFolder: true, openFolder: true, cloneDirectory: '/clones', platform: 'linux' },
    openers: [
      { id: 'zed', name: 'Zed', kind: 'editor' },
      { id: 'vim', name: 'Vim in a terminal', kind: 'editor' },
      { id: 'xterm', name: 'xterm', kind: 'terminal' },
    ],
  };

  atLogin = false;
  battery: (on: boolean) => void = () => {};

  override async startsAtLogin() {
    return this.atLogin;
  }

  override async setStartAtLogin(on = false) {
    this.atLogin = on;
  }

  override watchBattery(listener: (on: boolean) => void = () => {}) {
    this.battery = listener;
    listener(false);
    return { [Symbol.dispose]: () => {} };
  }
}

function newNode(launcher: DoubleLauncher, options: Partial<NodeOptions> = {}): ShoalNode {
  const node = new ShoalNode({
    dataFolder: folder,
    listen: { host: '127.0.0.1', port: null },
    version: '1',
    launcher,
    desktop: new TestDesktop(),
    plainGit: new PlainGitSwitch(ownInstallation('/no/engine.js', folder)),
    discover: (listener, only) => {
      const discovery = new DiscoveryDouble(listener, only);
      opened.push(discovery);
      return discovery;
    },
    interfaces: 'as-set',
    peers: [],
    onChanges: () => {},
    onLog: () => {},
    onQuit: () => {},
    ...options,
  });
  nodes.push(node);
  return node;
}

const keep = (settings: object) =>
  writeFile(join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
const startedWith = (launcher: DoubleLauncher) =>
  (launcher.last.called('engine.start') as { listen: object }[])[0]?.listen;

test('interfaces are changed while it runs, with a goodbye on the others', async () => {
  await keep({ interfaces: ['eth0'] });
  const launcher = new DoubleLauncher();
  const node = newNode(launcher);
  await node.start();
  expect(opened.map(({ only }) => only)).toEqual([['eth0']]);
  await node.settings.set('interfaces', ['wlan0']);
  await vi.waitFor(() => expect(opened.map(({ only }) => only)).toEqual([['eth0'], ['wlan0']]));
  expect(opened[0]?.saidGoodbye).toBe(true);
  // Nothing else that is set has it look around anew.
  await node.settings.set('theme', 'dark');
  expect(opened).toHaveLength(2);
});

test('the command line has the last word for this run, and what is set is kept for the next', async () => {
  await keep({ interfaces: ['eth0'], port: 7654 });
  const launcher = new DoubleLauncher();
  const node = newNode(launcher, {
    interfaces: ['lo'],
    listen: { host: '127.0.0.1', port: 0 },
  });
  await node.start();
  expect(opened.map(({ only }) => only)).toEqual([['lo']]);
  expect(startedWith(launcher)).toEqual({ host: '127.0.0.1', port: 0 });
  expect(node.state.settings.overruled).toEqual(['interfaces', 'port']);
  await node.settings.set('interfaces', ['wlan0']);
  expect(opened).toHaveLength(1);
  await node[Symbol.asyncDispose]();
  const next = newNode(launcher);
  await next.start();
  expect(opened.at(-1)?.only).toEqual(['wlan0']);
  expect(startedWith(launcher)).toEqual({ host: '127.0.0.1', port: 7654 });
});

test('a port that another program has is told of, and Shoal starts all the same', async () => {
  await keep({ port: 7654 });
  const launcher = new DoubleLauncher((run) =>
    run === 0
      ? {
          'engine.start': () => {
            throw new RemoteError('port-busy', 'Port 7654 is in use.');
          },
        }
      : {},
  );
  const node = newNode(launcher);
  await node.start();
  expect(startedWith(launcher)).toEqual({ host: '127.0.0.1', port: 0 });
  expect(node.state.problems).toMatchObject({ port: { code: 'port-busy' } });
});

test('a port that the command line asks for and cannot have ends the start', async () => {
  await keep({ port: 7654 });
  const launcher = new DoubleLauncher(() => ({
    'engine.start': () => {
      throw new RemoteError('port-busy', 'Port 7655 is in use.');
    },
  }));
  const node = newNode(launcher, { listen: { host: '127.0.0.1', port: 7655 } });
  await expect(node.start()).rejects.toMatchObject({ code: 'port-busy' });
});

test('of a damaged file what can be read holds, the rest is told of and kept beside it', async () => {
  await writeFile(
    join(folder, 'settings.json'),
    '{\n  "theme": "dark",\n  "interfaces": ["eth0"],\n  "port": "many"\n}\n',
  );
  const told: Record<string, Problem> = {};
  const node = newNode(new DoubleLauncher());
  await node.start();
  Object.assign(told, node.state.problems);
  expect(node.state.settings.values).toMatchObject({
    theme: 'dark',
    interfaces: ['eth0'],
    port: null,
  });
  expect(told['damaged:settings.json']?.sentence).toContain('settings.json');
  const files = await readdir(folder);
  expect(files.filter((name) => name.startsWith('settings.json'))).toHaveLength(2);
});

test('a file of a later version, with settings that are not known here, is no damage', async () => {
  await keep({ theme: 'light', colour: 'pink' });
  const node = newNode(new DoubleLauncher());
  await node.start();
  expect(node.state.settings.values.theme).toBe('light');
  expect(node.state.problems).toEqual({});
});

test('while it runs on its battery, and as soon as the limit is set, the engine is held to it', async () => {
  const desktop = new TestDesktop();
  const launcher = new DoubleLauncher(() => ({ 'limits.cap': () => {} }));
  const node = newNode(launcher, { desktop });
  await node.start();
  await node.settings.set('battery-limit', 1_000_000);
  expect(launcher.last.called('limits.cap')).toEqual([]);
  desktop.battery(true);
  await vi.waitFor(() => expect(launcher.last.called('limits.cap')).toEqual([{ rate: 1_000_000 }]));
  await node.settings.set('battery-limit', 2_000_000);
  desktop.battery(false);
  await vi.waitFor(() => expect(launcher.last.called('limits.cap')).toHaveLength(3));
  expect(launcher.last.called('limits.cap').slice(1)).toEqual([
    { rate: 2_000_000 },
    { rate: null },
  ]);
  // An engine that is started anew knows of none.
  desktop.battery(true);
  launcher.last.die({ reason: 'crashed', code: 1 });
  await vi.waitFor(() => expect(launcher.launched).toHaveLength(2), { timeout: 5_000 });
  await vi.waitFor(() => expect(launcher.last.called('limits.cap')).toEqual([{ rate: 2_000_000 }]));
});

test('a metered network holds the engine back; of two limits the lower one does', async () => {
  const desktop = new TestDesktop();
  const launcher = new DoubleLauncher(() => ({ 'limits.cap': () => {} }));
  const node = newNode(launcher, { desktop });
  await node.start();
  const told = (rates: (number | null)[]) =>
    vi.waitFor(() =>
      expect(launcher.last.called('limits.cap')).toEqual(rates.map((rate) => ({ rate }))),
    );
  await node.settings.set('metered-limit', 500_000);
  expect(launcher.last.called('limits.cap')).toEqual([]);
  await node.settings.set('metered', 'always');
  await told([500_000]);
  await node.settings.set('battery-limit', 1_000_000);
  desktop.battery(true);
  await node.settings.set('metered-limit', 2_000_000);
  await told([500_000, 1_000_000]);
  await node.settings.set('metered', 'never');
  desktop.battery(false);
  await told([500_000, 1_000_000, null]);
});

test('what the system keeps is asked of the system', async () => {
  const desktop = new TestDesktop();
  const launcher = new DoubleLauncher(() => ({ 'self.rename': () => {} }));
  const node = newNode(launcher, { desktop });
  await node.start();
  await node.settings.set('start-at-login', true);
  expect(desktop.atLogin).toBe(true);
  expect(node.state.settings.values['start-at-login']).toBe(true);
  await node.settings.reset(null);
  expect(desktop.atLogin).toBe(false);
  expect(await readFile(join(folder, 'settings.json'), 'utf8').catch(() => '')).not.toContain(
    'start-at-login',
  );
});

test('an editor and a terminal are chosen among those that are here', async () => {
  const node = newNode(new DoubleLauncher());
  await node.start();
  await node.settings.set('editor', 'vim');
  await node.settings.set('terminal', 'xterm');
  expect(node.state.settings.values).toMatchObject({ editor: 'vim', terminal: 'xterm' });
  await expect(node.settings.set('editor', 'emacs')).rejects.toThrow('zed, vim');
  await expect(node.settings.set('editor', 'xterm')).rejects.toThrow('zed, vim');
  await expect(node.settings.set('editor', '/bin/sh')).rejects.toThrow('short name of an editor');
  await node.settings.reset('editor');
  expect(node.state.settings.values.editor).toBeNull();
  await node[Symbol.asyncDispose]();
  const next = newNode(new DoubleLauncher());
  await next.start();
  expect(next.state.settings.values).toMatchObject({ editor: null, terminal: 'xterm' });
});

test('what has no effect here is refused with the reason', async () => {
  const node = newNode(new DoubleLauncher(), { desktop: new NoDesktop() });
  await node.start();
  await expect(node.settings.set('start-at-login', true)).rejects.toThrow('as a service');
  await expect(node.settings.set('port', 'x')).rejects.toThrow('1 to 65535');
  expect(() => checkSetting('port', 70_000)).toThrow();
});

test('the language is what the desktop is told in, at once; as the system has it at first', async () => {
  const node = newNode(new DoubleLauncher(), {
    desktop: Object.assign(new NoDesktop(), { languages: ['de-AT', 'en'] }),
  });
  try {
    await node.start();
    expect(t.desktop.quit).toBe('Shoal beenden');
    await node.settings.set('language', 'en');
    expect(t.desktop.quit).toBe('Quit Shoal');
    await node.settings.set('language', 'de');
    expect(t.changes.news('Anna', 'map')).toBe('Anna in map');
    expect(t.desktop.quit).toBe('Shoal beenden');
    await expect(node.settings.set('language', 'fr')).rejects.toThrow('system, en or de');
  } finally {
    speak(ENGLISH);
  }
});
