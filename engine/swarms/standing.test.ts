import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HeadStanding } from '../../shared/api/swarm-state.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { Oid } from '../../shared/ids.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { type CopyContent, readCopy } from '../repositories/read-copy.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { addManyHeads } from '../testing/many-heads.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type Known, Standings } from './standing.ts';

const { signal } = new AbortController();
const NOTHING_FETCHED: Known = {
  fetchedOf: () => ({ tracking: null, isUndone: false }),
  ahead: new Set(),
};
let folder: string;
let repository: Repository;

beforeEach(async () => {
  folder = temporaryFolder();
  buildRepository(folder, { commits: 5 });
  git(folder, ['checkout', '--quiet', '-B', 'main', 'main~1']);
  repository = await openRepository(folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** How these heads stand to what is in the repository. */
async function standingsOf(heads: (content: CopyContent) => Head[]): Promise<HeadStanding[]> {
  const content = await readCopy(repository, { signal });
  return new Standings(repository).of(heads(content), content, NOTHING_FETCHED, signal);
}

/** Programs that are started as `git` from here on. */
function countGits(): () => number {
  const bin = temporaryFolder();
  const log = join(bin, 'log');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(log, '');
  writeFileSync(join(bin, 'git'), `#!/bin/sh\necho >>'${log}'\nexec '${real}' "$@"\n`, {
    mode: 0o755,
  });
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
  return () => readFileSync(log, 'utf8').length;
}

/** 400 branches, and how a teammate has them: each one is the next one here. */
function addMany(): (content: CopyContent) => Head[] {
  addManyHeads(folder, { count: 400 });
  return ({ heads }) => {
    const many = heads.filter(({ ref }) => ref.startsWith('refs/heads/many/'));
    return many.map(({ ref }, index) => ({ ...(many[(index + 1) % 400] as Head), ref }));
  };
}

test('hundreds of branches that differ are compared by a few programs', async () => {
  const theirs = addMany();
  const content = await readCopy(repository, { signal });
  const programs = countGits();
  const standings = await new Standings(repository).of(
    theirs(content),
    content,
    NOTHING_FETCHED,
    signal,
  );
  expect(programs()).toBeLessThan(10);
  expect(standings).toHaveLength(400);
  for (const { relation, headRelation } of standings) {
    expect(relation).toEqual({ kind: 'diverged', ahead: 1, behind: 1 });
    expect(headRelation).toEqual({ kind: 'ahead', ahead: 1 });
  }
});

test('many are told as few are: tags, unrelated histories, what is gone', async () => {
  git(folder, ['checkout', '--quiet', '--orphan', 'alone']);
  git(folder, ['commit', '--quiet', '--allow-empty', '-m', 'Alone']);
  git(folder, ['checkout', '--quiet', 'main']);
  git(folder, ['tag', '-a', '-m', 'Old', 'v-old', 'main~2']);
  git(folder, ['tag', '-a', '-m', 'New', 'v-new', 'main']);
  const gone = git(folder, ['commit-tree', '-p', 'main', '-m', 'Gone', 'main^{tree}']);
  git(folder, [
    'branch',
    'broken',
    git(folder, ['commit-tree', '-p', gone, '-m', 'B', 'main^{tree}']),
  ]);
  const { heads } = await readCopy(repository, { signal });
  rmSync(join(repository.objectsDir, gone.slice(0, 2), gone.slice(2)));
  const as = (name: string, ref: string): Head => ({
    ...(heads.find((head) => head.ref === name) as Head),
    ref,
  });
  const few = [
    as('refs/heads/alone', 'refs/heads/theirs-1'),
    as('refs/tags/v-new', 'refs/tags/v-old'),
    as('refs/heads/broken', 'refs/heads/theirs-2'),
    {
      ref: 'refs/heads/theirs-3',
      oid: 'f'.repeat(40) as Oid,
      tip: { time: 1, author: 'x', subject: 'x' },
    },
  ];
  const alone = await standingsOf(() => few);
  expect(alone.map(({ relation }) => relation.kind)).toEqual([
    'unrelated',
    'ahead',
    'unknown',
    'unknown',
  ]);
  const many = addMany();
  const among = await standingsOf((content) => [...many(content), ...few]);
  expect(among.slice(-few.length)).toEqual(alone);
  expect(among[0]?.relation).toEqual({ kind: 'diverged', ahead: 1, behind: 1 });
});

test('what was looked for in vain is looked for again when refs were listed anew', async () => {
  const content = await readCopy(repository, { signal });
  const later = git(folder, ['commit-tree', '-p', 'main', '-m', 'Later', 'main^{tree}']) as Oid;
  const object = join(repository.objectsDir, later.slice(0, 2), later.slice(2));
  renameSync(object, `${object}-away`);
  const tip = { time: 1, author: 'x', subject: 'x' };
  const theirs = [{ ref: 'refs/heads/main', oid: later, tip }];
  const standings = new Standings(repository);
  const programs = countGits();
  const isHere = async (known: Known) =>
    (await standings.of(theirs, content, known, signal)).map(({ here }) => here);
  expect(await isHere(NOTHING_FETCHED)).toEqual([false]);
  const before = programs();
  expect(before).toBe(1);
  renameSync(`${object}-away`, object);
  expect(await isHere(NOTHING_FETCHED)).toEqual([false]);
  expect(programs()).toBe(before);
  expect(await isHere({ ...NOTHING_FETCHED, ahead: new Set() })).toEqual([true]);
});
