import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fsck, git, refs } from '../engine/testing/git.ts';
import { leftBehind, shapeOf } from './support/clone-shape.ts';
import { MirroredOrigin } from './support/mirrored-origin.ts';
import { type CliResult, runProgram } from './support/run-program.ts';
import type { SmartOrigin } from './support/smart-origin.ts';
import { makeSubmoduleProject } from './support/submodule-project.ts';

/** How far the teammate's copy is behind, in commits. */
const BEHIND = 200;

let room: MirroredOrigin;
let folder: string;
let origin: SmartOrigin;
let bare: string;
let url: string;
/** What git finds in Bob's home, and what it would without Shoal. */
let withShoal: NodeJS.ProcessEnv;
let plain: NodeJS.ProcessEnv;

beforeAll(async () => {
  const project = { commits: 2_000, fileBytes: 1_000, binaryBytes: 1_000 };
  room = await MirroredOrigin.start({ project, behind: BEHIND, path: 'team/app.git' });
  ({ folder, origin, bare, url } = room);
  git(bare, ['config', 'http.receivepack', 'true']);
  git(bare, ['config', 'uploadpack.allowFilter', 'true']);
  makeSubmoduleProject(folder, join(folder, 'served', 'team'));
  plain = room.home('plain');
  withShoal = await room.enabledHome('shoal');
});

afterAll(() => room?.[Symbol.asyncDispose]());

beforeEach(() => {
  origin.sent = 0;
  origin.requests = [];
});

async function run(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = withShoal,
): Promise<CliResult> {
  return runProgram('git', args, { cwd, env });
}

/** git that has to succeed. */
async function must(cwd: string, args: readonly string[], env = withShoal): Promise<string> {
  const { exitCode, stdout, stderr } = await run(cwd, args, env);
  if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** Does the same without Shoal and with it. @returns the paths of both, and what the origin sent for each */
async function both(name: string, work: (at: string, env: NodeJS.ProcessEnv) => Promise<unknown>) {
  const paths: string[] = [];
  const sent: number[] = [];
  for (const [which, env] of [
    ['plain', plain],
    ['fast', withShoal],
  ] as const) {
    const path = join(folder, `${name}-${which}`);
    origin.sent = 0;
    await work(path, env);
    paths.push(path);
    sent.push(origin.sent);
  }
  return { paths: paths as [string, string], sent: sent as [number, number] };
}

function expectSame([one, other]: [string, string]): void {
  expect(shapeOf(other)).toEqual(shapeOf(one));
  expect(leftBehind(other)).toEqual([]);
}

test('a clone whose copy nearby is behind takes the rest from the origin', async () => {
  const { paths, sent } = await both('clone', (path, env) =>
    must(folder, ['clone', '--quiet', url, path], env),
  );
  expect(sent[1] / sent[0]).toBeLessThan(0.15);
  expectSame(paths);
});

test.each([
  [['--mirror']],
  [['--bare']],
  [['--single-branch', '--no-tags']],
  [['--branch=main', '-c', 'fetch.fsckObjects=true', '-c', 'transfer.fsckObjects=true']],
])('git clone %s is what it is, with less from the origin', async (options) => {
  const { paths, sent } = await both(`clone${options.join('').replace(/\W/g, '')}`, (path, env) =>
    must(folder, ['clone', '--quiet', ...options, url, path], env),
  );
  expect(sent[1] / sent[0]).toBeLessThan(0.2);
  expectSame(paths);
});

test.each([[['--depth=3']], [['--shallow-since=2023-11-15']], [['--filter=blob:none']]])(
  'git clone %s is the origin’s alone',
  async (options) => {
    const { paths, sent } = await both(`clone${options.join('').replace(/\W/g, '')}`, (path, env) =>
      must(folder, ['clone', '--quiet', ...options, url, path], env),
    );
    expect(sent[1]).toBeGreaterThan(sent[0] * 0.9);
    expectSame(paths);
  },
);

test('submodules come with a clone, and later', async () => {
  const parent = `${origin.host}/team/parent.git`;
  const { paths } = await both('parent', async (path, env) => {
    await must(folder, ['clone', '--quiet', '--recurse-submodules', parent, path], env);
    await must(path, ['submodule', 'update', '--remote', '--quiet'], env);
  });
  expectSame(paths);
  const [one, other] = paths.map((path) => join(path, 'lib')) as [string, string];
  expect(refs(other)).toEqual(refs(one));
  expect(fsck(other)).toBe(fsck(one));
});

/** Commits on the origin's `main`, or on another branch of it. @returns the last one */
function advance(branch: string, from = branch): string {
  const tree = git(bare, ['rev-parse', `${from}^{tree}`]);
  const commit = git(bare, ['commit-tree', tree, '-p', from, '-m', `more on ${branch}`]);
  git(bare, ['update-ref', `refs/heads/${branch}`, commit]);
  return commit;
}

describe('in a clone', () => {
  let one: string;
  let other: string;

  beforeAll(() => {
    one = join(folder, 'clone-plain');
    other = join(folder, 'clone-fast');
  });

  /** Does the same in both clones. @returns what git said in the one with Shoal */
  async function inBoth(...args: string[]): Promise<CliResult> {
    const expected = await run(one, args, plain);
    const got = await run(other, args, withShoal);
    expect(got).toEqual(expected);
    expect(refs(other)).toEqual(refs(one));
    return got;
  }

  afterAll(() => expectSame([one, other]));

  test('fetching, pulling, pruning and listing are what they are', async () => {
    const tip = advance('main');
    advance('topic', 'main~5');
    expect((await inBoth('fetch')).stderr).toContain('topic');
    await inBoth('ls-remote', 'origin');
    await inBoth('pull', '--quiet', '--ff-only');
    expect(git(other, ['rev-parse', 'HEAD'])).toBe(tip);
    git(bare, ['update-ref', '-d', 'refs/heads/topic']);
    expect((await inBoth('fetch', '--prune')).stderr).toContain('[deleted]');
    await inBoth('remote', 'update');
    await inBoth('fetch', '--quiet', 'origin', 'refs/tags/*:refs/tags/*');
  });

  test('a push goes to the origin, and is refused by it', async () => {
    for (const path of [one, other]) git(path, ['branch', '--force', 'mine', 'main~1']);
    expect((await run(other, ['push', '--quiet', 'origin', 'mine'])).exitCode).toBe(0);
    expect(git(bare, ['rev-parse', 'mine'])).toBe(git(other, ['rev-parse', 'mine']));
    expect((await run(other, ['push', 'origin', '+main~3:main', '+main~2:mine'])).exitCode).toBe(0);
    expect((await run(other, ['push', '--quiet', 'origin', ':mine'])).exitCode).toBe(0);
    advance('main');
    await run(one, ['fetch', '--quiet', '--prune'], plain);
    await run(other, ['fetch', '--quiet', '--prune']);
    const refused = await inBoth('push', 'origin', 'mine~2:main');
    expect(refused.exitCode).toBe(1);
  });

  test('an origin that was rewritten is the truth, however much teammates have of what was', async () => {
    const [lost, kept] = ['main', 'main~30'].map((name) => git(bare, ['rev-parse', name]));
    git(bare, ['update-ref', 'refs/heads/main', String(kept)]);
    await inBoth('fetch', '--quiet');
    expect(git(other, ['rev-parse', 'origin/main'])).toBe(kept);
    git(bare, ['update-ref', 'refs/heads/main', String(lost)]);
    await inBoth('fetch', '--quiet');
    expect(git(other, ['rev-parse', 'origin/main'])).toBe(lost);
  });

  test('from a worktree and from below, it is fetched into the one repository', async () => {
    for (const path of [one, other]) {
      git(path, ['worktree', 'add', '--quiet', '--detach', `${path}-tree`]);
      mkdirSync(join(`${path}-tree`, 'below'), { recursive: true });
    }
    advance('main');
    await must(join(`${one}-tree`, 'below'), ['fetch', '--quiet'], plain);
    await must(join(`${other}-tree`, 'below'), ['fetch', '--quiet']);
    expectSame([one, other]);
    for (const path of [one, other]) git(path, ['worktree', 'remove', '--force', `${path}-tree`]);
  });

  test.each(['0', '1', '2'])('version %s of the protocol is spoken', async (version) => {
    advance('main');
    await inBoth('-c', `protocol.version=${version}`, 'fetch', '--quiet');
  });
});

/** A clone that is so far behind that a teammate's copy helps, without anything of that. */
function makeBehind(name: string): string {
  const path = join(folder, name);
  git(folder, ['init', '--quiet', '--initial-branch=main', path]);
  git(path, ['remote', 'add', 'origin', url]);
  // No branch of the origin's: nobody else hears of it.
  git(bare, ['update-ref', 'refs/old/main', 'main~700']);
  const old = 'refs/old/main:refs/remotes/origin/main';
  git(path, ['fetch', '--quiet', '--no-tags', `file://${bare}`, old]);
  git(path, ['update-ref', 'refs/heads/main', 'refs/remotes/origin/main']);
  git(path, ['reset', '--quiet', '--hard']);
  const when = '2024-01-01T00:00:00Z';
  const dates = { GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  git(path, ['commit', '--quiet', '--allow-empty', '-m', 'mine'], '', dates);
  return path;
}

test.each(['default', 'skipping', 'noop'])(
  'what is missing comes from nearby, however git finds out what it has (%s)',
  async (algorithm) => {
    const sent: number[] = [];
    const shapes: unknown[] = [];
    for (const env of [plain, withShoal]) {
      const path = makeBehind(`behind-${algorithm}-${sent.length}`);
      origin.sent = 0;
      await must(path, ['-c', `fetch.negotiationAlgorithm=${algorithm}`, 'fetch', '--quiet'], env);
      sent.push(origin.sent);
      shapes.push(shapeOf(path));
    }
    expect(shapes[1]).toEqual(shapes[0]);
    expect(sent[1]).toBeLessThan(Number(sent[0]) * 0.6);
  },
);

test('a shallow clone is made whole', async () => {
  const { paths } = await both('unshallow', async (path, env) => {
    await must(folder, ['clone', '--quiet', '--depth=1', '--no-single-branch', url, path], env);
    await must(path, ['fetch', '--quiet', '--unshallow'], env);
  });
  expect(shapeOf(paths[1]).isShallow).toBe(false);
  expectSame(paths);
});

test('file:// is accelerated, too', async () => {
  await room.enable(withShoal, 'file://');
  const path = join(folder, 'by-file');
  const transfers = () => readdirSync(join(path, '.git', 'objects', 'pack')).length;
  await must(folder, ['clone', '--quiet', `file://${bare}`, path]);
  expect(fsck(path)).toBe('');
  // A pack from nearby, and one with the rest.
  expect(transfers()).toBeGreaterThanOrEqual(4);
  expect(leftBehind(path)).toEqual([]);
});
