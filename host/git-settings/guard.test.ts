import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { guardAlias, packagedInstallation } from './guard.ts';

let folder: string;
let runtime: string;
let helper: string;
let dataFolder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shoal it's $a-"));
  runtime = join(folder, 'runtime');
  helper = join(folder, 'helper.js');
  dataFolder = join(folder, 'data');
  const script = '#!/bin/sh\necho "$SHOAL_DATA_DIR|$ELECTRON_RUN_AS_NODE|$*"\n';
  writeFileSync(runtime, script, { mode: 0o755 });
  writeFileSync(helper, '');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** As git does it, through a file of settings: what is quoted there must come back, too. */
function runAlias(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const file = join(folder, 'config');
  const alias = guardAlias({ runtime, helper, dataFolder });
  spawnSync('git', ['config', '-f', file, 'alias.remote-gtp', alias]);
  const { stdout, stderr, status } = spawnSync('git', ['remote-gtp', ...args], {
    ...{ cwd: folder, encoding: 'utf8', input: 'capabilities\n\n' },
    env: { ...process.env, SHOAL_DATA_DIR: '', ...env, GIT_CONFIG_GLOBAL: file },
  });
  return { stdout, stderr, status };
}

test('without a Shoal that runs, git’s own helper runs', () => {
  const { stdout, status } = runAlias(['origin', 'https://example.invalid/a']);
  expect(stdout).toContain('stateless-connect');
  expect(status).toBe(0);
});

test('where one runs, its helper does, and is told where', async () => {
  const socket = join(dataFolder, 'run', 'control.sock');
  mkdirSync(join(dataFolder, 'run'), { recursive: true });
  const server = createServer();
  await new Promise<void>((listening) => server.listen(socket, listening));
  const { stdout } = runAlias(['origin', "https://example.invalid/it's"]);
  expect(stdout).toBe(`${dataFolder}|1|${helper} origin https://example.invalid/it's\n`);
  await new Promise((closed) => server.close(closed));
});

test('a data folder of the environment counts', () => {
  const { stdout } = runAlias(['origin', 'https://x/'], { SHOAL_DATA_DIR: '/elsewhere' });
  expect(stdout).toBe(`/elsewhere|1|${helper} origin https://x/\n`);
});

test('for other addresses the helper runs in any case', () => {
  const { stdout } = runAlias(['origin', 'ssh://example.invalid/a']);
  expect(stdout).toBe(`${dataFolder}|1|${helper} origin ssh://example.invalid/a\n`);
});

test.each(['runtime', 'helper.js'])('where the %s is gone, git’s own helper runs', (name) => {
  rmSync(join(folder, name));
  const env = { SHOAL_DATA_DIR: '/elsewhere' };
  expect(runAlias(['origin', 'https://example.invalid/a'], env).stdout).toContain('option');
  const { stderr, status } = runAlias(['origin', '/srv/a'], env);
  expect(stderr).toContain('Shoal is not there any more');
  expect(status).toBe(128);
  const remote = { url: '/srv/a', vcs: 'gtp' };
  const settings = Object.entries(remote).flatMap(([key, value]) => [
    ...['-c', `remote.origin.${key}=${value}`],
  ]);
  const asked = spawnSync('git', [...settings, 'ls-remote', 'origin'], {
    ...{ cwd: folder, encoding: 'utf8' },
    env: { ...process.env, GIT_CONFIG_GLOBAL: join(folder, 'config') },
  });
  expect(asked).toMatchObject({ stderr, status });
});

test('a package’s own Node runs its helper, and not the app', () => {
  const { runtime, helper } = packagedInstallation(join('/opt', 'resources'), '/data');
  expect(runtime).toBe(join('/opt', 'resources', 'cli', 'bin', 'node'));
  expect(helper).toBe(join('/opt', 'resources', 'cli', 'out', 'main', 'git-remote-gtp.js'));
});
