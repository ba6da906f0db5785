import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  buildLargeProject,
  largeFile,
  store,
  storePath,
} from '../engine/scenarios/support/large-project.ts';
import { git } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { leftBehind } from './support/clone-shape.ts';
import { gitHome } from './support/git-home.ts';
import { type CliResult, runProgram } from './support/run-program.ts';
import { runShoal, ShoalNode } from './support/shoal-node.ts';
import { SmartOrigin } from './support/smart-origin.ts';

// A clone of an address whose large files (Git LFS) teammates have; their server is not there.

/** Where git-lfs is installed, it is set up as `git lfs install` does it. */
const hasGitLfs = spawnSync('git-lfs', ['version']).status === 0;
const GIT_LFS = ['[filter "lfs"]', 'process = git-lfs filter-process', 'required = true'];

const film = largeFile(3_000_000);
let folder: string;
let origin: SmartOrigin;
let anna: ShoalNode;
let bob: ShoalNode;
let url: string;
let credential: string[];
let env: NodeJS.ProcessEnv;
let directory: string;
let clones = 0;

beforeAll(async () => {
  folder = temporaryFolder();
  origin = await SmartOrigin.start(join(folder, 'served'));
  credential = ['[credential]', `helper = ${JSON.stringify(origin.credentials)}`];
  env = gitHome(join(folder, 'home'), [...credential, ...(hasGitLfs ? GIT_LFS : [])]);
  anna = await ShoalNode.start('Anna', { args: ['--no-mdns'] });
  bob = await ShoalNode.start('Bob', {
    args: ['--no-mdns', '--peer', anna.listen],
    env: { HOME: env.HOME ?? '', GIT_CONFIG_NOSYSTEM: '1' },
  });
  const project = join(anna.directory, 'film');
  buildLargeProject(project, { 'film.bin': film });
  store(project, film);
  git(folder, ['clone', '--quiet', '--bare', project, join(folder, 'served', 'film.git')]);
  url = `${origin.host}/film.git`;
  git(project, ['remote', 'add', 'origin', url]);
  await anna.json('share', project);
  await bob.untilSwarm('film');
});

afterAll(async () => {
  await bob?.[Symbol.asyncDispose]();
  await anna?.[Symbol.asyncDispose]();
  await origin?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  clones += 1;
  directory = join(folder, `clone-${clones}`);
});

function shoalClone(address = url, home = env): Promise<CliResult> {
  const data = ['--data', join(bob.directory, 'data')];
  return runShoal(['clone', '--json', ...data, address, directory], home);
}

/** The file is in the store; and written out, where there is somebody to do it. */
function expectFilm(isWrittenOut = hasGitLfs): void {
  expect(readFileSync(storePath(directory, film)).equals(film.content)).toBe(true);
  const file = readFileSync(join(directory, 'film.bin'));
  expect(file.equals(isWrittenOut ? film.content : Buffer.from(film.pointer))).toBe(true);
}

test('they come from teammates', async () => {
  const { exitCode, stderr } = await shoalClone();
  expect(stderr.includes('Pointers stand')).toBe(!hasGitLfs);
  expect(exitCode).toBe(0);
  expectFilm();
  expect(leftBehind(directory)).toEqual([]);
  expect(existsSync(join(directory, '.shoal-clone'))).toBe(false);
});

test('where git-lfs is not set up, their pointers stay, and that is told', async () => {
  const { exitCode, stderr } = await shoalClone(url, gitHome(join(folder, 'without'), credential));
  expect(exitCode).toBe(0);
  expect(stderr).toContain('Pointers stand in the place of large files (Git LFS)');
  expect(stderr).toContain(directory);
  expectFilm(false);
});

test('they come from teammates while the origin is down', async () => {
  const { exitCode, stdout } = await shoalClone('http://127.0.0.1:1/film.git');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ notes: [{ code: 'origin-down' }] });
  expectFilm();
});

test.each([
  ['an address', () => url],
  ['a teammate’s address', () => 'gtp://anna/film'],
])('plain git gets them, too, in a clone of %s', async (_, address) => {
  const home = gitHome(join(folder, `git-${clones}`), [
    ...credential,
    ...(hasGitLfs ? GIT_LFS : ['[filter "lfs"]', 'smudge = cat']),
  ]);
  const data = ['--data', join(bob.directory, 'data')];
  expect((await runShoal(['git', 'enable', origin.host, ...data], home)).exitCode).toBe(0);
  const args = ['clone', '--quiet', address(), directory];
  expect(await runProgram('git', args, { cwd: folder, env: home })).toMatchObject({
    ...{ exitCode: 0, stderr: '' },
  });
  expectFilm();
  expect(leftBehind(directory)).toEqual([]);
});

test.runIf(hasGitLfs)(
  'one that nobody has costs no clone, wherever the commits come from',
  async () => {
    rmSync(storePath(join(anna.directory, 'film'), film));
    for (const address of [url, 'http://127.0.0.1:1/film.git']) {
      directory = join(folder, `without-film-${address.length}`);
      const { exitCode, stderr } = await shoalClone(address);
      expect(stderr).toContain('not all files could be written');
      expect(exitCode).toBe(0);
      expect(git(directory, ['show', 'HEAD:film.bin'])).toBe(film.pointer.trimEnd());
    }
  },
);
