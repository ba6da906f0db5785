import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git, refs } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { leftBehind } from './support/clone-shape.ts';
import { makeCopyBehind } from './support/copy-behind.ts';
import { gitHome } from './support/git-home.ts';
import { CLONES, FETCHES, type PlainGitCase, PUSHES } from './support/plain-git-cases.ts';
import { runProgram } from './support/run-program.ts';
import { runShoal, ShoalNode } from './support/shoal-node.ts';
import { SmartOrigin } from './support/smart-origin.ts';

// Each case is done without Shoal and with it, at the same place: all that git says and leaves is the same.

const DATE = '2024-01-01T00:00:00Z';

let folder: string;
let served: string;
/** As `served` is before anybody has pushed. */
let pristine: string;
let origin: SmartOrigin;
let anna: ShoalNode;
let bob: ShoalNode;
let main: string;
let homes: readonly [plain: NodeJS.ProcessEnv, withShoal: NodeJS.ProcessEnv];

beforeAll(async () => {
  folder = temporaryFolder();
  served = join(folder, 'served');
  buildServed();
  pristine = join(folder, 'pristine');
  cpSync(served, pristine, { recursive: true });
  origin = await SmartOrigin.start(served);
  anna = await ShoalNode.start('Anna', { args: ['--no-mdns'] });
  bob = await ShoalNode.start('Bob', { args: ['--no-mdns', '--peer', anna.listen] });
  const copy = join(anna.directory, 'app');
  makeCopyBehind(join(served, 'app.git'), copy, `${origin.host}/app.git`, 3);
  await anna.json('share', copy);
  await bob.untilSwarm('app');
  const settings = [
    ...['[credential]', `helper = ${JSON.stringify(origin.credentials)}`],
    ...['[advice]', 'detachedHead = false'],
  ];
  const home = (name: string) => ({
    ...gitHome(join(folder, name), settings),
    ...{ GIT_AUTHOR_DATE: DATE, GIT_COMMITTER_DATE: DATE },
    // In seconds: what git tells only of long work does not depend on how busy the machine is.
    GIT_PROGRESS_DELAY: '1000',
  });
  homes = [home('plain'), home('shoal')];
  const data = ['--data', join(bob.directory, 'data')];
  const enabled = await runShoal(['git', 'enable', 'file://', origin.host, ...data], homes[1]);
  expect(enabled.exitCode).toBe(0);
});

afterAll(async () => {
  await bob?.[Symbol.asyncDispose]();
  await anna?.[Symbol.asyncDispose]();
  await origin?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** The origin, and others that are not as most are. */
function buildServed(): void {
  const source = join(folder, 'source');
  buildRepository(source, { commits: 40, files: 8, fileBytes: 300, binaryBytes: 500 });
  git(source, ['tag', 'light', 'main~6']);
  git(source, ['tag', '-m', 'the first', 'v1', 'main~12']);
  git(source, ['tag', '-m', 'the second', 'v2', 'main']);
  main = git(source, ['rev-parse', 'main']);
  mkdirSync(served);
  const path = (name: string) => join(served, `${name}.git`);
  const bare = (name: string, ...args: string[]) =>
    git(folder, ['clone', '--quiet', '--bare', ...args, `file://${source}`, path(name)]);
  bare('app');
  for (const setting of ['http.receivepack', 'uploadpack.allowFilter']) {
    git(path('app'), ['config', setting, 'true']);
  }
  const hook = '#!/bin/sh\ncase "$1" in */refused) echo "not here" >&2; exit 1;; esac\n';
  writeFileSync(join(path('app'), 'hooks', 'update'), hook, { mode: 0o755 });
  bare('shallow', '--depth=3');
  bare('detached');
  git(path('detached'), ['update-ref', '--no-deref', 'HEAD', 'main~2']);
  bare('unborn');
  git(path('unborn'), ['symbolic-ref', 'HEAD', 'refs/heads/nothing-yet']);
  git(folder, ['init', '--quiet', '--bare', '--initial-branch=trunk', path('empty')]);
  git(path('empty'), ['config', 'http.receivepack', 'true']);
  const other = join(folder, 'sha256');
  buildRepository(other, { commits: 3, files: 3, objectFormat: 'sha256' });
  git(folder, ['clone', '--quiet', '--bare', `file://${other}`, path('sha256')]);
  // What the cases that begin with a clone begin with.
  const clone = join(folder, 'clone');
  git(folder, ['init', '--quiet', '--initial-branch=main', clone]);
  git(clone, ['fetch', '--quiet', '--no-tags', source, 'main']);
  git(clone, ['reset', '--quiet', '--hard', 'FETCH_HEAD~8']);
  git(clone, ['update-ref', 'refs/remotes/origin/main', 'HEAD']);
  const dates = { GIT_AUTHOR_DATE: DATE, GIT_COMMITTER_DATE: DATE };
  git(clone, ['checkout', '--quiet', '-b', 'mine']);
  git(clone, ['commit', '--quiet', '--allow-empty', '-m', 'mine'], '', dates);
  git(clone, ['checkout', '--quiet', 'main']);
  rmSync(join(clone, '.git', 'FETCH_HEAD'));
  git(clone, ['-c', 'gc.writeCommitGraph=false', 'gc', '--quiet', '--prune=now']);
}

const bases = {
  'file://': () => `file://${served}`,
  'http://': () => origin.host,
} as const;
type Scheme = keyof typeof bases;

async function outcomeOf(each: PlainGitCase, scheme: Scheme, env: typeof process.env) {
  const { start, commands } = each;
  const work = join(folder, 'work');
  const isPush = PUSHES.includes(each);
  rmSync(work, { recursive: true, force: true });
  const base = bases[scheme]();
  if (start === 'empty') mkdirSync(work);
  else {
    cpSync(join(folder, 'clone'), work, { recursive: true });
    const config = [
      ...[
        '[remote "origin"]',
        `url = ${base}/app.git`,
        'fetch = +refs/heads/*:refs/remotes/origin/*',
      ],
      ...['[branch "main"]', 'remote = origin', 'merge = refs/heads/main', ''],
    ];
    appendFileSync(join(work, '.git', 'config'), config.join('\n'));
  }
  const said = [];
  for (const command of commands) {
    const args = command.split(' ').map((word) =>
      word
        .replace('URL', `${base}/app.git`)
        .replace('BASE', word.startsWith('--reference') ? served : base)
        .replace('MAIN', main),
    );
    const { exitCode, stdout, stderr } = await runProgram('git', args, { cwd: work, env });
    // Two programs write to it, and which of them is first is chance.
    said.push({ command, exitCode, stdout, stderr: stderr.split('\n').sort() });
  }
  const theirs = isPush ? ['app', 'empty'].map((name) => refs(join(served, `${name}.git`))) : [];
  return { said, theirs, left: PLACES.flatMap((place) => describeRepository(join(work, place))) };
}

/** Where cases make repositories. */
const PLACES = [...['.git', 'copy/.git', 'copy.git', 'deep/bare.git']];

function describeRepository(gitDir: string) {
  if (!existsSync(join(gitDir, 'objects'))) return [];
  const content = (name: string) => {
    const path = join(gitDir, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  };
  const files = ['HEAD', 'config', 'FETCH_HEAD', 'shallow', 'objects/info/alternates'];
  return {
    gitDir,
    files: files.map((name) => [name, content(name)]),
    refs: refs(gitDir),
    fsck: fsck(gitDir),
    left: leftBehind(gitDir),
  };
}

/** Turn by turn by one kind of address and the other. */
const cases = [CLONES, FETCHES, PUSHES].flat().map((each, index) => {
  const scheme: Scheme = index % 2 === 0 ? 'file://' : 'http://';
  return [each.commands.join('; '), scheme, each] as const;
});

test.each(cases)('git %s (%s)', async (_, scheme, each) => {
  const outcomes = [];
  for (const env of homes) {
    outcomes.push(await outcomeOf(each, scheme, env));
    if (PUSHES.includes(each)) {
      rmSync(served, { recursive: true });
      cpSync(pristine, served, { recursive: true });
    }
  }
  const [expected, got] = outcomes;
  expect(got).toEqual(expected);
});
