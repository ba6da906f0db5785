import { randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { refs } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { LabProcess } from './lab/lab-process.ts';
import { OverlaySystem } from './support/overlay-system.ts';
import { runProgram } from './support/run-program.ts';
import { ShoalNode } from './support/shoal-node.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ELECTRON =
  process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(ROOT, 'node_modules/electron/dist');
const canRun =
  OverlaySystem.isPossible() &&
  [
    ...['dpkg-deb', 'man', 'systemd-analyze', 'Xvfb'].map((name) => join('/usr/bin', name)),
    join(ELECTRON, 'electron'),
  ].every((file) => existsSync(file));

/** How a binary says of each of its fuses that it is on, or off. */
const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

/** The folders that belong to packages. */
const SYSTEM = ['/usr', '/etc', '/opt', '/lib', '/bin', '/var/cache', '/var/spool'];
const BUILD_TIMEOUT = 400_000;
const START_TIMEOUT = 60_000;

/** Those with a file among these, each once. */
function packagesAmong(paths: readonly string[]): string[] {
  const names = paths.map(
    (path) => /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/@]+)/.exec(path)?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** A package and all that it cannot do without. */
function neededBy(name: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(name)) return known;
  known.add(name);
  const file = join(ROOT, 'node_modules', name, 'package.json');
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
  for (const each of Object.keys(dependencies)) neededBy(each, known);
  return known;
}

describe.skipIf(!canRun)('the Debian package', () => {
  let folder: string;
  let deb: string;
  let system: OverlaySystem;
  let anna: ShoalNode;
  let screen: LabProcess;
  let display: string;
  let app: LabProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = temporaryFolder();
    const args = ['scripts/package.mjs', 'deb', '--store', '--output', folder];
    const made = await runProgram(process.execPath, args, { cwd: ROOT, env: process.env });
    if (made.exitCode !== 0) throw new Error(`${made.stdout}${made.stderr}`);
    deb = made.stdout.trimEnd().split('\n').at(-1) ?? '';
    system = await OverlaySystem.open(folder);
    anna = await ShoalNode.start('Anna');
    const source = join(anna.directory, 'tide-log');
    buildRepository(source, { commits: 20 });
    await anna.json('share', source);
  }, BUILD_TIMEOUT);

  afterAll(async () => {
    await browser?.close();
    await app?.[Symbol.asyncDispose]();
    await screen?.[Symbol.asyncDispose]();
    await anna?.[Symbol.asyncDispose]();
    await system?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a program that has to succeed prints. */
  async function must(command: string, ...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await system.run(command, args);
    if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}${stdout}`);
    return stdout;
  }

  const resources = () => join(folder, 'linux-unpacked', 'resources');

  test('its binary may be made to do nothing but run the app', async () => {
    const { version, ...fuses } = await getCurrentFuseWire(join(folder, 'linux-unpacked', 'shoal'));
    expect(version).toBe('1');
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: OFF,
      [FuseV1Options.EnableCookieEncryption]: ON,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
      [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
      [FuseV1Options.OnlyLoadAppFromAsar]: ON,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
    });
  });

  test('of packages it brings those that cannot be bundled, and no other', async () => {
    const cli = join(resources(), 'cli');
    const script = 'require("hyperdht"); console.log(Object.keys(require.cache).join("\\n"))';
    const node = join(cli, 'bin', 'node');
    const { stdout, stderr } = await runProgram(node, ['-e', script], { cwd: cli });
    expect(stderr).toBe('');
    const loaded = packagesAmong(stdout.split('\n'));
    expect(loaded).toEqual(expect.arrayContaining(['hyperdht', 'sodium-native', 'udx-native']));
    const needed = neededBy('hyperdht');
    const packed = listPackage(join(resources(), 'app.asar'), { isPack: false });
    const beside = readdirSync(cli, { recursive: true, encoding: 'utf8' });
    for (const names of [packagesAmong(packed), packagesAmong(beside)]) {
      expect(names.filter((name) => !needed.has(name))).toEqual([]);
      expect(names).toEqual(expect.arrayContaining(loaded));
    }
    // For every other system there are some, too.
    const isAddon = (path: string) => path.endsWith('.node');
    expect(packed.filter(isAddon)).toHaveLength(2);
    expect(beside.filter(isAddon)).toHaveLength(2);
  });

  test('what is bundled brings its licences along', () => {
    for (const part of ['main', 'renderer']) {
      const file = join(resources(), 'cli', 'out', part, 'licenses.md');
      expect(readFileSync(file, 'utf8')).toMatch(/^## \S+ - \d/m);
    }
  });

  test('is installed, with its commands, completions, manual and units', async () => {
    await must('dpkg', '--force-unsafe-io', '--install', deb);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(await must('shoal', '--version')).toBe(`${version}\n`);
    expect((await must('man', '--where', 'shoal')).trim()).toBe('/usr/share/man/man1/shoal.1.gz');
    expect((await must('man', '--where', 'git-remote-gtp')).trim()).toContain('/man1/');
    const completing = 'source "$0"; COMP_WORDS=(shoal nea) COMP_CWORD=1; _shoal; echo $COMPREPLY';
    const completions = '/usr/share/bash-completion/completions/shoal';
    expect(await must('bash', '-c', completing, completions)).toBe('nearby\n');
    const { stderr } = await system.run('git', ['ls-remote', 'gtp://anna/project']);
    expect(stderr).toMatch(/^fatal: .*Shoal/);
  });

  test('systemd finds no fault with its units', async () => {
    const nothing = { exitCode: 0, stdout: '', stderr: '' };
    const env = { XDG_RUNTIME_DIR: '/run' };
    for (const unit of [['shoal@anna.service'], ['--user', 'shoal.service']]) {
      const args = ['verify', '--man=no', ...unit];
      expect(await system.run('systemd-analyze', args, env)).toEqual(nothing);
    }
  });

  test('what the units start is a Shoal without a window', async () => {
    for (const file of ['user/shoal.service', 'system/shoal@.service']) {
      const unit = await must('cat', `/usr/lib/systemd/${file}`);
      const [program = '', ...args] = /^ExecStart=(.+)$/m.exec(unit)?.[1]?.split(' ') ?? [];
      const here = ['--json', '--no-mdns', '--listen', '127.0.0.1:0', '--ui', '0', '--name', 'Una'];
      await using served = system.start(program, [...args, ...here, '--data', join(folder, 'una')]);
      const told = await served.waitForLine((line) => JSON.parse(line), {
        timeoutMs: START_TIMEOUT,
      });
      expect(told).toMatchObject({ name: 'Una' });
      // Its address lets in, once, and leads to the page.
      expect((await fetch(told.ui, { redirect: 'manual' })).status).toBe(303);
      served.kill('SIGTERM');
      expect(await served.exited).toBe(0);
    }
  });

  test('starts as its entry in the menu says, and shows its window', async () => {
    const entry = await must('cat', '/usr/share/applications/shoal.desktop');
    expect(entry).toContain('MimeType=x-scheme-handler/shoal;x-scheme-handler/gtp;');
    const [program = ''] = /^Exec=(\S+) %U$/m.exec(entry)?.slice(1) ?? [];
    screen = new LabProcess('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp']);
    display = `:${await screen.waitForLine((line) => line, { timeoutMs: START_TIMEOUT })}`;
    app = system.start(
      program,
      [
        ...['--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', '--inspect=0'],
        ...['--name', 'Bob', '--interface', 'lo', '--listen', '127.0.0.1:0'],
      ],
      { DISPLAY: display },
    );
    await expect
      .poll(() => app.errors, { timeout: START_TIMEOUT })
      .toContain('DevTools listening on ');
    const [, address = ''] = /DevTools listening on (\S+)/.exec(app.errors) ?? [];
    // Playwright was seen to wait forever when it connected while the window was being made.
    const pages = () =>
      fetch(`http://${new URL(address).host}/json/list`).then((list) => list.json());
    await expect
      .poll(pages, { timeout: START_TIMEOUT })
      .toContainEqual(expect.objectContaining({ type: 'page', title: 'Shoal' }));
    browser = await chromium.connectOverCDP(address);
    page =
      browser.contexts()[0]?.pages()[0] ??
      ((await browser.contexts()[0]?.waitForEvent('page')) as Page);
    await page.getByText('Nearby').first().waitFor({ timeout: START_TIMEOUT });
    expect(page.url()).toBe('shoal://app/');
    await page.getByText('tide-log').first().waitFor({ timeout: START_TIMEOUT });
    expect(app.errors).not.toContain('Debugger listening');
  });

  test('the command line talks to the app, and git fetches through it', async () => {
    const { self, engine } = JSON.parse(await must('shoal', 'status', '--json'));
    expect(self.name).toBe('Bob');
    expect(engine).toBe('running');
    const clone = join(folder, 'clone');
    await must('git', 'clone', '--quiet', 'gtp://anna/tide-log', clone);
    expect(refs(clone, 'refs/heads/main')).toEqual(
      refs(join(anna.directory, 'tide-log'), 'refs/heads/main'),
    );
  });

  test('the demo, which is loaded when it is started, comes and goes', async () => {
    const people = async () =>
      JSON.parse(await must('shoal', 'nearby', '--json')).peers.map(
        ({ name }: { name: string }) => name,
      );
    const switched = (method: string) =>
      page.evaluate((method) => {
        const { shoal } = window as unknown as { shoal: { send(message: object): void } };
        shoal.send({ jsonrpc: '2.0', id: method, method, params: [{}] });
      }, method);
    await switched('demo.start');
    const patience = { timeout: START_TIMEOUT };
    await expect.poll(people, patience).toEqual(expect.arrayContaining(['Anna', 'Anchovy']));
    await switched('demo.stop');
    await expect.poll(people, patience).toEqual(['Anna']);
  });

  test('plain git is told of the helper that the package brings', async () => {
    // As the window's switch does it.
    await page.evaluate(() => {
      const { shoal } = window as unknown as { shoal: { send(message: object): void } };
      const params = [{ enabled: true }];
      shoal.send({ jsonrpc: '2.0', id: 'test', method: 'plainGit.set', params });
    });
    const status = async () => JSON.parse(await must('shoal', 'git', 'status', '--json')).git;
    await expect.poll(status).toMatchObject({
      enabled: true,
      helper: { found: true, path: '/usr/lib/shoal/resources/cli/out/main/git-remote-gtp.js' },
    });
    const file = '/root/.config/shoal/git/helper.gitconfig';
    const alias = await must('git', 'config', '--file', file, 'alias.remote-gtp');
    expect(alias).toContain("exec '/usr/lib/shoal/resources/cli/bin/node'");
    await must('shoal', 'git', 'disable');
  });

  test('hole punching finds its native parts, in the app and on the command line', async () => {
    const isDown = async () =>
      JSON.parse(await must('shoal', 'doctor', '--json')).findings.some(
        ({ code }: { code: string }) => code === 'punching-down',
      );
    const begin = `127.0.0.1:${randomInt(20_000, 32_000)}`;
    await using outside = system.start('shoal', [
      ...['serve', '--json', '--no-mdns', '--listen', '127.0.0.1:0'],
      ...['--data', join(folder, 'outside'), '--bootstrap', begin],
    ]);
    await outside.waitForLine((line) => line || undefined, { timeoutMs: START_TIMEOUT });
    await must('shoal', 'config', 'punching', 'on');
    expect(await isDown()).toBe(true);
    await must('shoal', 'config', 'bootstrap', begin);
    await expect.poll(isDown, { timeout: START_TIMEOUT }).toBe(false);
    await must('shoal', 'config', 'punching', 'off');
  });

  test('the app’s binary runs no other program', async () => {
    const args = ['--no-sandbox', '-p', '"as Node"'];
    const env = { ELECTRON_RUN_AS_NODE: '1', DISPLAY: display };
    // It is the app, which finds that it runs already.
    const second = await system.run('/usr/lib/shoal/shoal', args, env);
    expect(second).toMatchObject({ exitCode: 0, stdout: '' });
  });

  test('ends, is removed, and leaves nothing', async () => {
    await browser.close();
    app.kill('SIGTERM');
    await app.exited;
    await anna.untilPeers([]);
    const { stderr } = await system.run('shoal', ['status']);
    expect(stderr).toContain('is not running');
    await must('dpkg', '--purge', 'shoal');
    // What is remembered of the system's fonts, by whatever program root starts first, stays.
    const left = SYSTEM.flatMap((below) => system.added(below));
    expect(left.filter((path) => !path.startsWith('/var/cache/fontconfig/'))).toEqual([]);
  });
});
