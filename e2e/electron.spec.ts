import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { NodeClient } from '../cli/node-client.ts';
import { CONTENT_SECURITY_POLICY } from '../host/ui-files/security-headers.ts';
import { appLine, launchApp } from './support/launch-app.ts';

const ROOT = join(import.meta.dirname, '..');
const executablePath = process.env.SHOAL_ELECTRON ?? '';

test.skip(executablePath === '', process.env.SHOAL_ELECTRON_PROBLEM ?? 'SHOAL_ELECTRON is not set');
test.describe.configure({ mode: 'serial' });

let dataFolder: string;
let app: ElectronApplication;
let page: Page;

function launchArguments(data = dataFolder): string[] {
  return ['--data', data, '--name', 'Smelt', '--interface', 'lo', '--listen', '127.0.0.1:0'];
}

test.beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'shoal-electron-'));
  app = await launchApp({ executablePath, args: launchArguments() });
  page = await app.firstWindow();
});

test.afterAll(async () => {
  await app?.close();
  await rm(dataFolder, { recursive: true, force: true });
});

/** What the window's bridge answers to one command; from then on the UI hears nothing any more. */
function ask(target: Page, method: string, params: object): Promise<{ result?: unknown }> {
  return target.evaluate(
    (asked) =>
      new Promise((resolve) => {
        const id = `test-${Math.random()}`;
        const { shoal } = window as unknown as { shoal: Bridge };
        shoal.onMessage((message) => {
          if ((message as { id?: unknown }).id === id) resolve(message as object);
        });
        shoal.send({ jsonrpc: '2.0', id, method: asked.method, params: [asked.params] });
      }),
    { method, params },
  );
}

interface Bridge {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

test('opens a window on a running engine', async () => {
  await expect(page).toHaveTitle(/Shoal/);
  expect(page.url()).toBe('shoal://app/');
  await expect(page.getByText('Nearby').first()).toBeVisible();
  const size = await page.evaluate(() => [outerWidth, outerHeight]);
  expect(size).toEqual([1280, 820]);
  await expect
    .poll(async () => (await ask(page, 'host.subscribe', {})).result, { timeout: 15_000 })
    .toMatchObject({ state: { engine: 'running', self: { name: 'Smelt' } } });
});

test('the page has nothing of Node, and of Electron only the bridge', async () => {
  const found = await page.evaluate(() => {
    const all = window as unknown as Record<string, unknown>;
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in all),
      bridge: Object.keys(all.shoal as object).sort(),
    };
  });
  expect(found).toEqual({ node: [], bridge: ['onMessage', 'pathOf', 'send'] });
});

test('the page is under the policy', async () => {
  const policy = await page.evaluate(async () =>
    (await fetch('/')).headers.get('content-security-policy'),
  );
  expect(policy).toBe(CONTENT_SECURITY_POLICY);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineScriptRan = true';
    document.body.append(script);
    return 'inlineScriptRan' in window;
  });
  expect(ran).toBe(false);
});

test('nothing beside the built UI is served', async () => {
  const statuses = await page.evaluate(() =>
    Promise.all(
      ['/../package.json', '/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/etc/passwd'].map(
        async (path) => (await fetch(path)).status,
      ),
    ),
  );
  expect(statuses).toEqual([404, 404, 404, 404]);
});

test('the page can neither leave nor open another', async () => {
  const opened = await page.evaluate(() => window.open('https://shoal.invalid/') === null);
  expect(opened).toBe(true);
  await page.evaluate(() => {
    location.href = 'data:text/html,elsewhere';
  });
  await page.evaluate(() => {
    location.href = 'https://shoal.invalid/';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe('shoal://app/');
  expect(app.windows()).toHaveLength(1);
});

test('the page is given the camera’s picture, and no other permission', async () => {
  const stateOf = (name: string) =>
    page.evaluate(
      async (asked) => (await navigator.permissions.query({ name: asked as PermissionName })).state,
      name,
    );
  expect(await stateOf('camera')).toBe('granted');
  for (const name of ['microphone', 'geolocation', 'notifications', 'clipboard-read']) {
    expect(await stateOf(name)).toBe('denied');
  }
});

test('what a page that is not the window’s own asks for is not done', async () => {
  const preload = join(ROOT, 'out', 'preload', 'index.cjs');
  for (const url of ['about:blank', 'shoal://app/']) {
    await app.evaluate(
      async ({ BrowserWindow }, stranger) => {
        const webPreferences = { preload: stranger.preload, sandbox: true };
        const other = new BrowserWindow({ show: false, webPreferences });
        await other.loadURL(stranger.url);
        await other.webContents.executeJavaScript(
          `shoal.send({ jsonrpc: '2.0', id: 's', method: 'self.rename', params: [{ name: 'X' }] })`,
        );
        other.destroy();
      },
      { preload, url },
    );
  }
  await page.waitForTimeout(500);
  expect((await ask(page, 'host.subscribe', {})).result).toMatchObject({
    state: { self: { name: 'Smelt' } },
  });
  // The same from our own page is done.
  await ask(page, 'self.rename', { name: 'Sprat' });
  await expect
    .poll(async () => (await ask(page, 'host.subscribe', {})).result)
    .toMatchObject({ state: { self: { name: 'Sprat' } } });
});

test('an engine that is killed is started again', async () => {
  const engineProcess = () =>
    app.evaluate(({ app: electron }) => {
      const found = electron.getAppMetrics().find(({ name }) => name === 'Shoal engine');
      return found?.pid ?? null;
    });
  const killed = await engineProcess();
  expect(killed).not.toBeNull();
  process.kill(killed ?? 0, 'SIGKILL');
  await expect.poll(engineProcess).not.toBe(killed);
  await expect
    .poll(async () => (await ask(page, 'host.subscribe', {})).result)
    .toMatchObject({ state: { engine: 'running', self: { name: 'Sprat' } } });
});

test('a second start shows the first one’s window, and ends', async () => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const second = spawn(executablePath, appLine(launchArguments()), { stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused()))
    .toBe(true);
});

test('a link opens what it names in the window that is there, and a bad one opens nothing', async () => {
  // The tests above have taken over what the page hears.
  await page.reload();
  await page.getByRole('button', { name: 'Settings' }).click();
  const openLink = async (link: string) => {
    const second = spawn(executablePath, [...appLine(launchArguments()), link], {
      stdio: 'ignore',
    });
    expect(await once(second, 'exit')).toEqual([0, null]);
  };
  await openLink('gtp://anna/..%2f..%2fetc');
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
  await openLink('shoal://connect/192.0.2.7:7654');
  const dialog = page.getByRole('dialog', { name: 'Connect to an address' });
  await expect(dialog.getByRole('textbox')).toHaveValue('192.0.2.7:7654');
  await openLink('gtp://anna/harbour-map');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Nearby', exact: true })).toBeVisible();
});

test('without a tray, closing the window ends the app and frees the data folder', async () => {
  const ended = once(app.process(), 'exit');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await ended).toEqual([0, null]);
  expect(existsSync(join(dataFolder, 'run', 'control.sock'))).toBe(false);
  expect(existsSync(join(dataFolder, 'window.json'))).toBe(true);
});

test('told to end while it starts, it ends, and shows no failure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-electron-'));
  const starting = spawn(executablePath, appLine(launchArguments(folder)), { stdio: 'ignore' });
  try {
    const ended = once(starting, 'exit');
    const socket = join(folder, 'run', 'control.sock');
    // It is there before the engine runs.
    await expect.poll(() => existsSync(socket), { intervals: [5] }).toBe(true);
    starting.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    starting.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});

test('Ctrl-C, passed on by what started it, too, ends it as closing does', async () => {
  test.skip(process.platform === 'win32', 'Windows has no signals');
  const folder = await mkdtemp(join(tmpdir(), 'shoal-electron-'));
  const running = spawn(executablePath, appLine(launchArguments(folder)), {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  running.stderr.on('data', (text) => {
    said += text;
  });
  try {
    const ended = once(running, 'exit');
    await expect.poll(() => existsSync(join(folder, 'run', 'control.sock'))).toBe(true);
    const client = await NodeClient.connect(folder);
    const runs = await client.waitUntil(({ engine }) => engine === 'running', 30_000);
    client[Symbol.dispose]();
    expect(runs).toBe(true);
    process.kill(-(running.pid ?? 0), 'SIGINT');
    // What passes it on takes a moment.
    await sleep(20);
    running.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(said).not.toContain('shoal: error');
    expect(existsSync(join(folder, 'run', 'control.sock'))).toBe(false);
  } finally {
    running.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});

test('closed while its page is loaded, it ends, and shows no failure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-electron-'));
  const closing = await launchApp({ executablePath, args: launchArguments(folder) });
  // Once it has ended, Playwright knows it no more.
  const program = closing.process();
  try {
    const ended = once(program, 'exit');
    await closing.firstWindow();
    await closing.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await ended).toEqual([0, null]);
  } finally {
    program.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});
