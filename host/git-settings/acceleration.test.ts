import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  accelerationStatus,
  disableAcceleration,
  enableAcceleration,
  renewAcceleration,
} from './acceleration.ts';
import type { Installation } from './guard.ts';

let home: string;
let installation: Installation;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'shoal git-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_CONFIG_HOME', '');
  vi.stubEnv('GIT_CONFIG_GLOBAL', undefined);
  const helper = join(home, 'helper.js');
  writeFileSync(helper, '');
  installation = { runtime: process.execPath, helper, dataFolder: join(home, 'data') };
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const config = () => join(home, '.gitconfig');
const status = () => accelerationStatus(installation.dataFolder);
const disable = () => disableAcceleration(installation.dataFolder);

/** What git takes from all its settings in a repository with this remote. */
function setting(url: string, key: string): string {
  const repository = join(home, 'repository');
  rmSync(repository, { recursive: true, force: true });
  execFileSync('git', ['init', '--quiet', repository]);
  execFileSync('git', ['-C', repository, 'config', 'remote.origin.url', url]);
  const args = ['-C', repository, 'config', '--default', '', '--get', key];
  return execFileSync('git', args).toString().trim();
}

const vcs = (url: string) => setting(url, 'remote.origin.vcs');

test.each([
  ['[user]\n\tname = Anna\n'],
  ['[user]\n\tname = Anna'],
  ['# mine\n\n[includeIf "hasconfig:remote.*.url:https://**"]\n\tpath = ~/work\n'],
  ['[user]\r\n\tname = Anna\r\n'],
  [''],
])('turned off, the settings %j are what they were, byte for byte', async (before) => {
  writeFileSync(config(), before, { mode: 0o640 });
  await enableAcceleration(installation, ['github.com']);
  await enableAcceleration(installation, ['http://127.0.0.1:8080']);
  expect(readFileSync(config(), 'utf8')).not.toBe(before);
  expect(await disable()).toBe(true);
  expect(readFileSync(config(), 'utf8')).toBe(before);
  expect(statSync(config()).mode & 0o777).toBe(0o640);
  expect(existsSync(join(installation.dataFolder, 'git'))).toBe(false);
  expect(await disable()).toBe(false);
});

test('a file that was not there is gone again', async () => {
  await enableAcceleration(installation, ['https://*']);
  expect(existsSync(config())).toBe(true);
  await disable();
  expect(existsSync(config())).toBe(false);
});

test('of a helper that is gone, the next start puts its own in the place', async () => {
  writeFileSync(config(), '[user]\n\tname = Anna\n');
  await enableAcceleration(installation, ['github.com', 'http://127.0.0.1:8080']);
  const moved = { ...installation, helper: join(home, 'moved.js') };
  writeFileSync(moved.helper, '');
  await renewAcceleration(moved);
  expect(await status()).toMatchObject({ helper: { found: true, path: installation.helper } });
  rmSync(installation.helper);
  // One that is not there either changes nothing.
  await renewAcceleration({ ...moved, helper: '/no/helper.js' });
  expect(await status()).toMatchObject({ helper: { found: false, path: installation.helper } });
  await renewAcceleration(moved);
  expect(await status()).toEqual({
    enabled: true,
    hosts: ['github.com', 'http://127.0.0.1:8080'],
    helper: { found: true, path: moved.helper },
  });
  expect(setting('https://github.com/a/b', 'alias.remote-gtp')).toContain(moved.helper);
  expect(await disable()).toBe(true);
  expect(readFileSync(config(), 'utf8')).toBe('[user]\n\tname = Anna\n');
});

test('what is turned off stays off', async () => {
  await renewAcceleration(installation);
  await enableAcceleration(installation, ['github.com']);
  await disable();
  await renewAcceleration(installation);
  expect(await status()).toMatchObject({ enabled: false });
  expect(existsSync(config())).toBe(false);
});

test('what somebody wrote meanwhile stays, and nothing of Shoal’s', async () => {
  writeFileSync(config(), '[user]\n\tname = Anna\n');
  await enableAcceleration(installation, ['github.com']);
  appendFileSync(config(), '[alias]\n\tst = status\n');
  await disable();
  expect(readFileSync(config(), 'utf8')).toBe('[user]\n\tname = Anna\n[alias]\n\tst = status\n');
});

test('settings behind a link, in the XDG folder or named by GIT_CONFIG_GLOBAL are found', async () => {
  const elsewhere = join(home, 'dotfiles');
  writeFileSync(elsewhere, '[a]\n\tb = c\n');
  symlinkSync(elsewhere, config());
  await enableAcceleration(installation, ['github.com']);
  expect(readFileSync(elsewhere, 'utf8')).toContain('github.com');
  await disable();
  expect(lstatSync(config()).isSymbolicLink()).toBe(true);
  expect(readFileSync(elsewhere, 'utf8')).toBe('[a]\n\tb = c\n');
  rmSync(config());

  const xdg = join(home, '.config', 'git', 'config');
  mkdirSync(join(home, '.config', 'git'), { recursive: true });
  writeFileSync(xdg, '');
  await enableAcceleration(installation, ['github.com']);
  expect(readFileSync(xdg, 'utf8')).toContain('github.com');
  await disable();
  expect(readFileSync(xdg, 'utf8')).toBe('');

  vi.stubEnv('GIT_CONFIG_GLOBAL', elsewhere);
  await enableAcceleration(installation, ['github.com']);
  expect(readFileSync(elsewhere, 'utf8')).toContain('github.com');
  await disable();
  expect(readFileSync(elsewhere, 'utf8')).toBe('[a]\n\tb = c\n');
});

test('it counts for the hosts that were named, whoever their user is', async () => {
  await enableAcceleration(installation, ['git.example.org']);
  await enableAcceleration(installation, ['http://127.0.0.1:8080']);
  expect(vcs('https://git.example.org/team/app.git')).toBe('gtp');
  expect(vcs('https://me@git.example.org/team/app.git')).toBe('gtp');
  expect(vcs('http://127.0.0.1:8080/app')).toBe('gtp');
  expect(vcs('https://other.example.org/app')).toBe('');
  expect(vcs('http://127.0.0.1/app')).toBe('');
  expect(vcs('git@git.example.org:team/app.git')).toBe('');
  expect(vcs('gtp://anna/app')).toBe('');
  expect(setting('gtp://anna/app', 'alias.remote-gtp')).toContain('helper.js');
  expect(await status()).toEqual({
    enabled: true,
    hosts: ['git.example.org', 'http://127.0.0.1:8080'],
    helper: { found: true, path: installation.helper },
  });
});

test('where nobody is named, it counts for all of https', async () => {
  await enableAcceleration(installation, ['https://*']);
  expect(vcs('https://me@any.example.org:8443/app')).toBe('gtp');
  expect(vcs('http://any.example.org/app')).toBe('');
  expect((await status()).hosts).toEqual(['https://*']);
});

test('it counts for the remote that clones have, however the user has named that', async () => {
  writeFileSync(config(), '[clone]\n\tdefaultRemoteName = upstream\n');
  await enableAcceleration(installation, ['https://*']);
  const url = 'https://any.example.org/app';
  expect(setting(url, 'remote.upstream.vcs')).toBe('gtp');
  expect(vcs(url)).toBe('');
});

test('status tells when the helper is gone, and when it is off', async () => {
  const off = { enabled: false, hosts: [], helper: { found: false, path: null } };
  expect(await status()).toEqual(off);
  await enableAcceleration(installation, ['github.com']);
  rmSync(installation.helper);
  expect((await status()).helper).toEqual({ found: false, path: installation.helper });
  await disable();
  expect(await status()).toEqual(off);
});

test('what is no host changes nothing', async () => {
  writeFileSync(config(), '[a]\n');
  await expect(enableAcceleration(installation, ['github.com', '*'])).rejects.toThrow('is no host');
  expect(readFileSync(config(), 'utf8')).toBe('[a]\n');
});
