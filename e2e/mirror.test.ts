import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NodeClient } from '../cli/node-client.ts';
import { fsck, git, refs } from '../engine/testing/git.ts';
import type { TransferResult } from '../shared/api/state.ts';
import { newTransferId } from '../shared/new-transfer-id.ts';
import { LabProcess } from './lab/lab-process.ts';
import { gitHome } from './support/git-home.ts';
import { MirroredOrigin } from './support/mirrored-origin.ts';
import { type CliResult, runProgram } from './support/run-program.ts';
import type { ShoalNode } from './support/shoal-node.ts';
import type { SmartOrigin } from './support/smart-origin.ts';

const SHOAL = resolve(import.meta.dirname, '../out/main/shoal.js');
/** How far the teammate's copy is behind, in commits. */
const BEHIND = 200;

let room: MirroredOrigin;
let folder: string;
let origin: SmartOrigin;
let anna: ShoalNode;
let bob: ShoalNode;
/** The origin's repository, and Anna's copy of it. */
let bare: string;
let hers: string;
let url: string;
let env: NodeJS.ProcessEnv;
/** Bytes that a plain clone takes from the origin. */
let whole: number;
let plain: string;

beforeAll(async () => {
  const project = { commits: 1_500, fileBytes: 1_000, binaryBytes: 1_000 };
  room = await MirroredOrigin.start({ project, behind: BEHIND, path: 'team/app.git' });
  ({ folder, origin, bare, copy: hers, url, env } = room);
  [anna, bob] = [room.anna.node, room.bob.node];
  plain = await clonedPlainly('plain');
  whole = origin.sent;
});

afterAll(() => room?.[Symbol.asyncDispose]());

beforeEach(() => {
  origin.sent = 0;
});

async function clonedPlainly(name: string): Promise<string> {
  const { exitCode, stderr } = await runProgram('git', ['clone', '--quiet', url, name], {
    ...{ cwd: folder, env },
  });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return join(folder, name);
}

function shoalClone(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<CliResult> {
  const all = [SHOAL, 'clone', '--json', '--data', join(bob.directory, 'data'), ...args];
  return runProgram(process.execPath, all, { cwd: folder, env: { ...env, ...more } });
}

async function cloned(...args: string[]): Promise<TransferResult> {
  const { exitCode, stdout, stderr } = await shoalClone(args);
  if (exitCode !== 0) throw new Error(`${stderr}${stdout}`);
  return JSON.parse(stdout) as TransferResult;
}

/** All of it is as in the other one: refs, HEAD, settings, files; and it stands on its own. */
function expectSame(mine: string, theirs: string): void {
  expect(refs(mine)).toEqual(refs(theirs));
  const of = (path: string, ...args: string[]) => git(path, args);
  expect(of(mine, 'config', '--list', '--local')).toBe(of(theirs, 'config', '--list', '--local'));
  expect(of(mine, 'symbolic-ref', 'HEAD')).toBe(of(theirs, 'symbolic-ref', 'HEAD'));
  expect(of(mine, 'status', '--porcelain', '--branch', '--ignored')).toBe(
    of(theirs, 'status', '--porcelain', '--branch', '--ignored'),
  );
  expect(of(mine, 'ls-files', '--stage')).toBe(of(theirs, 'ls-files', '--stage'));
  expectOnItsOwn(mine);
  expect(readdirSync(mine).sort()).toEqual(readdirSync(theirs).sort());
  expect(readdirSync(join(mine, '.git')).sort()).toEqual(readdirSync(join(theirs, '.git')).sort());
}

function expectOnItsOwn(path: string): void {
  expect(existsSync(join(path, '.git', 'objects', 'info', 'alternates'))).toBe(false);
  expect(fsck(path)).toBe('');
}

test('a clone of an address is what git clone makes of it, and takes little from the origin', async () => {
  const { bytes, peers, updated } = await cloned(url);
  expectSame(join(folder, 'app'), plain);
  expect(origin.sent).toBeLessThan(0.15 * whole);
  expect(peers.map(({ id }) => id)).toEqual([anna.id]);
  expect(bytes).toBeGreaterThan(0);
  expect(updated.map(({ ref }) => ref)).toContain('refs/remotes/origin/main');
  const { repositories } = await bob.json<{ repositories: { path: string }[] }>('status');
  expect(repositories.map(({ path }) => path)).toContain(join(folder, 'app'));
});

test('the app clones an address in the same way, and shares it as it was told', async () => {
  using node = await NodeClient.connect(join(bob.directory, 'data'));
  const directory = join(folder, 'by-the-app');
  const request = { transfer: newTransferId(), url, directory, share: 'trusted' } as const;
  const { bytes, path, notes } = await node.call('clone.url', request);
  expect({ path, notes }).toEqual({ path: directory, notes: undefined });
  expect(bytes).toBeGreaterThan(0);
  expectSame(directory, plain);
  expect(origin.sent).toBeLessThan(0.15 * whole);
  const isShared = await node.waitUntil(
    ({ repositories }) =>
      Object.values(repositories).some((r) => r.path === path && r.visibility.to === 'trusted'),
    20_000,
  );
  expect(isShared).toBe(true);
});

test('the app asks for no password: where one is missing, it says what git says, and nothing is left', async () => {
  using node = await NodeClient.connect(join(bob.directory, 'data'));
  const directory = join(folder, 'not-by-the-app');
  // Whoever names somebody else gets another password.
  const address = url.replace('http://', 'http://somebody:wrong@');
  const request = { transfer: newTransferId(), url: address, directory };
  const failure = await node.call('clone.url', request).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'origin-failed' });
  expect(String(failure)).toContain('Authentication failed');
  expect(String(failure)).not.toContain('wrong');
  expect(existsSync(directory)).toBe(false);
  const data = join(bob.directory, 'data');
  for (const entry of readdirSync(data, { withFileTypes: true }).filter((each) => each.isFile())) {
    expect(readFileSync(join(data, entry.name), 'latin1')).not.toContain('wrong');
  }
});

test('the origin has the last word: what it has rewritten or lost is not there', async () => {
  const at = git(bare, ['rev-parse', 'main']);
  const tree = git(bare, ['rev-parse', 'main~400^{tree}']);
  git(hers, ['branch', 'lost', 'HEAD~1']);
  const instead = git(bare, ['commit-tree', '-p', 'main~400', '-m', 'instead', tree]);
  git(bare, ['update-ref', 'refs/heads/main', instead]);
  try {
    await cloned(url, 'rewritten');
    const mine = join(folder, 'rewritten');
    expectSame(mine, await clonedPlainly('rewritten-plain'));
    expect(git(mine, ['rev-parse', 'HEAD'])).toBe(instead);
    expect(refs(mine, 'refs/remotes/origin/lost')).toEqual([]);
  } finally {
    git(bare, ['update-ref', 'refs/heads/main', at]);
    git(hers, ['branch', '-D', 'lost']);
  }
});

test('--use-mirror: a local repository of a related project is used, and nothing of it is borrowed in the end', async () => {
  const related = join(folder, 'related');
  git(folder, ['clone', '--quiet', hers, related]);
  git(related, ['commit', '--quiet', '--allow-empty', '-m', 'Mine alone']);
  const own = git(related, ['rev-parse', 'HEAD']);
  const nobody = ['--data', join(folder, 'no-shoal')];
  const { stderr } = await shoalClone([...nobody, '--use-mirror', related, '--', url, 'used']);
  expect(stderr).toContain('Cloning from the origin alone.');
  expect(origin.sent).toBeLessThan(0.15 * whole);
  const mine = join(folder, 'used');
  expectSame(mine, plain);
  expect(() => git(mine, ['cat-file', '-e', own])).toThrow();
});

test('without Shoal, and of a path, it is what git clone makes', async () => {
  await shoalClone(['--data', join(folder, 'no-shoal'), url, 'alone']);
  expectSame(join(folder, 'alone'), plain);
  await cloned('./served/team/app.git', 'of-a-path');
  expect(git(join(folder, 'of-a-path'), ['remote', 'get-url', 'origin'])).toBe(bare);
  expectOnItsOwn(join(folder, 'of-a-path'));
});

test('where the origin refuses, nothing is left, and that is told', async () => {
  const helper = JSON.stringify('!f() { echo username=me; echo password=wrong; }; f');
  const wrong = gitHome(join(folder, 'wrong'), ['[credential]', `helper = ${helper}`]);
  const refused = await shoalClone([url, 'refused'], { HOME: wrong.HOME });
  expect(refused).toMatchObject({ exitCode: 1 });
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'origin-failed' } });
  expect(existsSync(join(folder, 'refused'))).toBe(false);
  const full = await shoalClone([url, 'plain']);
  expect(JSON.parse(full.stdout)).toMatchObject({ error: { code: 'folder-taken' } });
});

test('of an address that names no host, whoever has what it lists is asked', async () => {
  const { peers } = await cloned(`file://${bare}`, 'of-a-file');
  expect(peers.map(({ id }) => id)).toEqual([anna.id]);
  expectOnItsOwn(join(folder, 'of-a-file'));
  expect(refs(join(folder, 'of-a-file'))).toEqual(refs(plain));
});

test('when the origin is down, the LAN’s heads are a teammate’s, and a later fetch mends it', async () => {
  // Nothing listens there; what is behind the port is the same project.
  const address = 'http://127.0.0.1:1/team/app.git';
  const result = await cloned(address, 'down');
  expect(result.notes).toMatchObject([{ peer: anna.id, code: 'origin-down' }]);
  expect(result.notes?.[0]?.sentence).toMatch(
    /^origin is down; this is what the LAN has, as of \d{4}-\d\d-\d\d /,
  );
  const mine = join(folder, 'down');
  const at = git(hers, ['rev-parse', 'HEAD']);
  expect(git(mine, ['rev-parse', 'anna/main', 'HEAD'])).toBe(`${at}\n${at}`);
  expect(refs(mine, 'refs/remotes/origin', 'refs/tags')).toEqual([]);
  expect(git(mine, ['remote', 'get-url', 'origin'])).toBe(address);
  expect(git(mine, ['status', '--porcelain'])).toBe('');
  expectOnItsOwn(mine);
  git(mine, ['remote', 'set-url', 'origin', url]);
  const { exitCode } = await runProgram('git', ['fetch', '--quiet', 'origin'], { cwd: mine, env });
  expect(exitCode).toBe(0);
  expect(refs(mine, 'refs/remotes/origin/main')).toEqual(refs(plain, 'refs/remotes/origin/main'));
});

test('killed at any moment it leaves nothing that looks like a clone, and the next attempt makes it', async () => {
  const directory = join(folder, 'killed');
  for (const [round, marker] of ['lan', 'clone', 'clone/killed/.git'].entries()) {
    const args = [SHOAL, 'clone', '--data', join(bob.directory, 'data'), url, directory];
    const running = new LabProcess(process.execPath, args, { env: env as Record<string, string> });
    const deadline = Date.now() + 30_000;
    while (!existsSync(join(directory, '.shoal-clone', marker)) && Date.now() < deadline) {
      if (existsSync(join(directory, '.git'))) break;
      await sleep(2);
    }
    await running[Symbol.asyncDispose]();
    // It may have been quicker; then it is whole.
    if (existsSync(join(directory, '.git'))) expectSame(directory, plain);
    else expect(statSync(join(directory, '.shoal-clone')).isDirectory(), `${round}`).toBe(true);
    if (existsSync(join(directory, '.git'))) return;
  }
  await cloned(url, directory);
  expectSame(directory, plain);
});
