import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git, refs } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { gitHome } from './support/git-home.ts';
import { type CliResult, runProgram } from './support/run-program.ts';
import { runShoal } from './support/shoal-node.ts';

/** Another remote, by which git comes to read Shoal's settings; nobody is there. */
const WEB = 'https://example.invalid/team/app';

let folder: string;
let bare: string;
let ssh: string;
let daemon: ChildProcess;
let daemonPort: number;
let withShoal: NodeJS.ProcessEnv;
let plain: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = temporaryFolder();
  bare = join(folder, 'app.git');
  const source = join(folder, 'source');
  buildRepository(source, { commits: 30 });
  git(folder, ['clone', '--quiet', '--mirror', source, bare]);
  git(folder, ['bundle', 'create', '--quiet', join(folder, 'app.bundle'), '--all'], '', {
    GIT_DIR: bare,
  });
  // What ssh does, without another computer: it runs the command that stands last.
  ssh = join(folder, 'my ssh');
  const log = join(folder, 'ssh-log');
  const script = `#!/bin/sh\necho "$GIT_PROTOCOL $*" >>'${log}'\nfor last; do :; done\nexec sh -c "$last"\n`;
  writeFileSync(ssh, script, { mode: 0o755 });
  daemonPort = await freePort();
  const where = ['--listen=127.0.0.1', `--port=${daemonPort}`, `--base-path=${folder}`];
  const args = [
    'daemon',
    '--export-all',
    '--reuseaddr',
    '--verbose',
    ...where,
    '--enable=receive-pack',
  ];
  daemon = spawn('git', args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  if (daemon.stderr !== null) await once(daemon.stderr, 'data');
  const sshIs = { GIT_SSH_COMMAND: `'${ssh}'`, GIT_SSH_VARIANT: 'ssh' };
  plain = { ...gitHome(join(folder, 'plain')), ...sshIs };
  withShoal = { ...gitHome(join(folder, 'shoal')), ...sshIs };
  const data = ['--data', join(folder, 'data')];
  const { exitCode, stderr } = await runShoal(['git', 'enable', ...data], withShoal);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

afterAll(() => {
  if (daemon?.pid !== undefined) process.kill(-daemon.pid);
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What the last command said, and all of them. */
interface Done extends CliResult {
  readonly said: readonly CliResult[];
  readonly refs: string[];
  readonly fsck: string;
}

/** Does the same in a repository without Shoal and in one with it, and compares all that came of it. */
async function same(
  remotes: Readonly<Record<string, string>>,
  commands: readonly (readonly string[])[],
  { settings = [], env = {} }: { settings?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Done> {
  const done: Done[] = [];
  for (const [name, surroundings] of [
    ['one', plain],
    ['other', withShoal],
  ] as const) {
    const path = join(folder, name);
    rmSync(path, { recursive: true, force: true });
    git(folder, ['init', '--quiet', '--initial-branch=main', path]);
    for (const [remote, url] of Object.entries(remotes)) git(path, ['remote', 'add', remote, url]);
    git(path, ['config', 'remote.web.skipFetchAll', 'true']);
    for (const setting of settings) git(path, ['config', ...setting.split('=', 2)]);
    const said: CliResult[] = [];
    for (const command of commands) {
      said.push(await runProgram('git', command, { cwd: path, env: { ...surroundings, ...env } }));
    }
    const last = said.at(-1) ?? { exitCode: 0, stdout: '', stderr: '' };
    done.push({ ...last, said, refs: refs(path), fsck: fsck(path) });
  }
  const [one, other] = done as [Done, Done];
  expect(other.refs).toEqual(one.refs);
  expect(other).toEqual(one);
  return other;
}

const addresses: [string, () => string][] = [
  ['a path', () => bare],
  ['a path from here', () => '../app.git'],
  ['file://', () => `file://${bare}`],
  ['ssh://', () => `ssh://git@host.invalid:2222${bare}`],
  ['ssh by host:path', () => `git@host.invalid:${bare}`],
  ['git://', () => `git://127.0.0.1:${daemonPort}/app.git`],
];

test.each(addresses)('%s: fetching, listing and pushing are what they are', async (_, url) => {
  const origin = { origin: url(), web: WEB };
  const { said, refs: got } = await same(origin, [
    ['fetch', '--quiet', 'origin'],
    ['ls-remote', '--symref', 'origin'],
    ['push', '--quiet', 'origin', 'refs/remotes/origin/main~1:refs/heads/pushed'],
    ['push', '--porcelain', 'origin', ':refs/heads/pushed'],
  ]);
  expect(said.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
  expect(got.length).toBeGreaterThan(2);
  expect(said[1]?.stdout).toContain('refs/heads/main');
  expect(said[3]?.stdout).toContain('[deleted]');
});

test.each(addresses.slice(2, 4))(
  '%s: shallow, and in each version of the protocol',
  async (_, url) => {
    const origin = { origin: url(), web: WEB };
    for (const version of ['0', '1', '2']) {
      const settings = [`protocol.version=${version}`];
      const { exitCode } = await same(
        origin,
        [['fetch', '--quiet', '--depth=2', 'origin', 'main']],
        {
          settings,
        },
      );
      expect(exitCode).toBe(0);
    }
  },
);

test('ssh is told what git would tell it', async () => {
  const log = join(folder, 'ssh-log');
  rmSync(log, { force: true });
  await same({ origin: `ssh://git@host.invalid:2222${bare}`, web: WEB }, [['fetch', '--quiet']]);
  await same({ origin: `host.invalid:${bare}`, web: WEB }, [['fetch', '--quiet']], {
    settings: [`core.sshCommand='${ssh}'`],
    env: { GIT_SSH_COMMAND: undefined },
  });
  await same({ origin: `host.invalid:${bare}`, web: WEB }, [['fetch', '--quiet']], {
    env: { GIT_SSH_COMMAND: undefined, GIT_SSH: ssh, GIT_SSH_VARIANT: 'plink' },
  });
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  for (let index = 0; index < lines.length; index += 2) expect(lines[index + 1]).toBe(lines[index]);
  expect(lines).toHaveLength(6);
});

test('a bundle is read', async () => {
  const bundle = { origin: join(folder, 'app.bundle'), web: WEB };
  const { exitCode, refs: got } = await same(bundle, [['fetch', '--quiet', 'origin']]);
  expect(exitCode).toBe(0);
  expect(got.length).toBeGreaterThan(2);
});

test('a push goes to an address of its own', async () => {
  const { exitCode, stdout } = await same({ origin: bare, web: WEB }, [
    ['fetch', '--quiet', 'origin'],
    ['config', 'remote.origin.url', WEB],
    ['config', 'remote.origin.pushurl', `git@host.invalid:${bare}`],
    ['push', '--quiet', 'origin', 'refs/remotes/origin/main:refs/heads/pushed'],
    ['push', '--porcelain', 'origin', ':refs/heads/pushed'],
  ]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('[deleted]');
});

test('the command at the other side is the one that the user named', async () => {
  const missing = ['fetch', '--quiet', '--upload-pack=no-such-program', 'origin'];
  const { exitCode, stderr } = await same({ origin: bare, web: WEB }, [missing]);
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('no-such-program');
  const named = ['fetch', '--quiet', '--upload-pack=git upload-pack --strict', 'origin'];
  expect((await same({ origin: bare, web: WEB }, [named])).exitCode).toBe(0);
});

test.each([
  ['a path', () => bare, 'protocol.file.allow=never', {}],
  ['file://', () => `file://${bare}`, 'protocol.allow=never', {}],
  ['a path, not typed by the user', () => bare, 'a.b=c', { GIT_PROTOCOL_FROM_USER: '0' }],
  ['ssh', () => `host.invalid:${bare}`, 'protocol.ssh.allow=never', {}],
])('%s is refused where git refuses it', async (_, url, setting, env) => {
  const {
    exitCode,
    stderr,
    refs: got,
  } = await same({ origin: url(), web: WEB }, [['fetch', 'origin']], { settings: [setting], env });
  expect(exitCode).toBe(128);
  expect(stderr).toContain('not allowed');
  expect(got).toEqual([]);
});

test('what is not there fails as it does', async () => {
  for (const url of [join(folder, 'nothing.git'), `host.invalid:${join(folder, 'nothing.git')}`]) {
    const { exitCode, stderr } = await same({ origin: url, web: WEB }, [['fetch', 'origin']]);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('does not appear to be a git repository');
  }
});

test('in a repository without an origin, other remotes are what they were', async () => {
  const remotes = { upstream: bare, web: WEB };
  const fetched = await same(remotes, [
    ['fetch', '--quiet', 'upstream'],
    ['checkout', '--quiet', '-b', 'mine', 'upstream/main'],
    ['pull', '--quiet'],
  ]);
  expect(fetched.exitCode).toBe(0);
  expect(fetched.refs.length).toBeGreaterThan(2);
  expect((await same(remotes, [['remote', 'add', 'origin', bare]])).exitCode).toBe(0);
});

// Before 2.46, git itself comes to grief over a remote without an address; all others are fetched from all the same.
const [, major = '', minor = ''] = /(\d+)\.(\d+)/.exec(git('.', ['--version'])) ?? [];
const asksForNameless = Number(major) > 2 || Number(minor) >= 46;

test('there, fetching from all remotes fetches from all that there are', async () => {
  const path = join(folder, 'without-origin');
  git(folder, ['init', '--quiet', '--initial-branch=main', path]);
  git(path, ['remote', 'add', 'upstream', bare]);
  git(path, ['remote', 'add', 'web', WEB]);
  git(path, ['config', 'remote.web.skipFetchAll', 'true']);
  const gitThere = (...args: string[]) => runProgram('git', args, { cwd: path, env: withShoal });
  await gitThere('fetch', '--quiet', 'upstream');
  await gitThere('checkout', '--quiet', '-b', 'main', 'upstream/main');
  git(path, ['update-ref', '-d', 'refs/remotes/upstream/main']);
  const all = await gitThere('fetch', '--all');
  expect(all.exitCode).toBe(asksForNameless ? 0 : 1);
  expect(refs(path, 'refs/remotes/upstream/main')).toHaveLength(1);
  if (asksForNameless) {
    const silent = 'Shoal: there is no remote called “origin” here. “git fetch upstream” asks';
    expect(all.stderr).toContain(silent);
    expect((await gitThere('fetch', 'origin')).stderr).toContain(silent);
    expect((await gitThere('fetch', '--quiet', 'origin')).stderr).toBe('');
  }
  // What README says to do there; and later an origin comes, and is fetched from.
  const passedBy = ['-c', 'remote.origin.skipFetchAll=true', 'fetch', '--all'];
  expect((await gitThere(...passedBy)).exitCode).toBe(0);
  expect((await gitThere('remote', 'add', 'origin', bare)).exitCode).toBe(0);
  expect((await gitThere('fetch', '--quiet', '--all')).exitCode).toBe(0);
  expect(refs(path, 'refs/remotes/origin/main')).toHaveLength(1);
});

test('git:// goes by the program that the user has named for it', async () => {
  const log = join(folder, 'proxy-log');
  const proxy = join(folder, 'my-proxy');
  const serve = `exec git daemon --inetd --export-all '--base-path=${folder}' '${folder}'`;
  writeFileSync(proxy, `#!/bin/sh\necho "$@" >>'${log}'\n${serve}\n`, { mode: 0o755 });
  const fetch = [['fetch', '--quiet', 'origin']];
  const far = (port = '') => ({ origin: `git://git.far.invalid${port}/app.git`, web: WEB });
  const named = { settings: [`core.gitProxy=${proxy} for far.invalid`] };
  expect((await same(far(), fetch, named)).refs.length).toBeGreaterThan(2);
  const always = { env: { GIT_PROXY_COMMAND: proxy } };
  expect((await same(far(':1234'), fetch, always)).refs.length).toBeGreaterThan(2);
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  expect(lines).toEqual([
    ...['git.far.invalid 9418', 'git.far.invalid 9418'],
    ...['git.far.invalid 1234', 'git.far.invalid 1234'],
  ]);
  const strange = { origin: 'git://-x/app.git', web: WEB };
  expect((await same(strange, fetch, always)).stderr).toContain("strange hostname '-x' blocked");
});

test('a daemon that is not there is told', async () => {
  const path = join(folder, 'nowhere');
  git(folder, ['init', '--quiet', path]);
  git(path, ['remote', 'add', 'origin', 'git://127.0.0.1:1/app.git']);
  git(path, ['remote', 'add', 'web', WEB]);
  const options = { cwd: path, env: withShoal };
  const { exitCode, stderr } = await runProgram('git', ['fetch', 'origin'], options);
  expect(exitCode).toBe(128);
  expect(stderr).toMatch(/^fatal: unable to connect to 127\.0\.0\.1/);
});
