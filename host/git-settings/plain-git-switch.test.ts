import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ownInstallation } from './guard.ts';
import { PlainGitSwitch } from './plain-git-switch.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'shoal git-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_CONFIG_HOME', '');
  vi.stubEnv('GIT_CONFIG_GLOBAL', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

test('it is turned on for all of https, and off without a trace', async () => {
  writeFileSync(join(home, 'git-remote-gtp.js'), '');
  const config = join(home, '.gitconfig');
  const installation = ownInstallation(join(home, 'engine.js'), join(home, 'data'));
  const plainGit = new PlainGitSwitch(installation);
  expect(await plainGit.status()).toMatchObject({ enabled: false });
  const on = await plainGit.set(true);
  expect(on).toMatchObject({ enabled: true, hosts: ['https://*'], helper: { found: true } });
  expect(readFileSync(config, 'utf8')).toContain('https://**');
  expect(await plainGit.set(false)).toMatchObject({ enabled: false, hosts: [] });
  expect(existsSync(config)).toBe(false);
});
