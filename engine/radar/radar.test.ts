import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MergeOutlook } from '../../shared/domain/git/merge-outlook.ts';
import type { Oid } from '../../shared/ids.ts';
import { openRepository } from '../git/open.ts';
import { git, refs, untouchables } from '../testing/git.ts';
import { MAX_WATCHED, Radar } from './radar.ts';

let directory: string;
let path: string;
let scratch: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'shoal-radar-test-'));
  path = join(directory, 'project');
  scratch = join(directory, 'scratch');
  mkdirSync(scratch);
  git(directory, ['init', '--quiet', '--initial-branch=main', path]);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string | Buffer>>;

/** A commit with exactly these files, made without a working tree; a name's bytes are its latin1 codes. */
function commit(files: Files, ...parents: Oid[]): Oid {
  const blobs = Object.entries(files).map(([name, content]) => {
    const [mode, type, oid] = name.endsWith('.module')
      ? ['160000', 'commit', content.toString()]
      : ['100644', 'blob', git(path, ['hash-object', '-w', '--stdin'], Buffer.from(content))];
    return Buffer.from(`${mode} ${type} ${oid}\t${name}\0`, 'latin1');
  });
  const tree = git(path, ['mktree', '-z', '--missing'], Buffer.concat(blobs));
  const parentArgs = parents.flatMap((parent) => ['-p', parent]);
  return git(path, ['commit-tree', tree, '-m', 'x', ...parentArgs]) as Oid;
}

/** What the radar finds about these, in their order, once nothing is left to do. */
async function outlooks(mine: Oid, ...theirs: Oid[]): Promise<(MergeOutlook | undefined)[]> {
  const { radar, settled } = await newRadar();
  const candidates = theirs.map((oid) => ({ oid, time: 0 }));
  radar.look(mine, candidates);
  await settled();
  const found = radar.look(mine, candidates);
  await radar[Symbol.asyncDispose]();
  return theirs.map((oid) => found.get(oid));
}

async function newRadar() {
  const repository = await openRepository(path);
  let changes = 0;
  const limit = pLimit(2);
  const radar = new Radar({
    repository,
    scratchDirectory: scratch,
    limit,
    onChange: () => {
      changes += 1;
    },
  });
  /** Waits until it has nothing left to do, which it has only for a moment between two batches. */
  const settled = async () => {
    const isBusy = () => limit.activeCount + limit.pendingCount > 0;
    for (let idle = 0, tries = 0; idle < 5 || changes === 0; tries += 1) {
      if (tries > 2_000) throw new Error('the radar does not come to an end');
      idle = isBusy() ? 0 : idle + 1;
      await sleep(20);
    }
  };
  return { radar, settled, changes: () => changes };
}

const conflictIn = (...files: string[]) => ({ kind: 'conflicts', files, more: 0 });
const clean = { kind: 'clean' };

test('what merges and what conflicts, and in which files', async () => {
  const base = commit({ a: '1\n', b: '1\n' });
  const mine = commit({ a: '2\n', b: '1\n' }, base);
  const conflicting = commit({ a: '3\n', b: '1\n' }, base);
  const fine = commit({ a: '1\n', b: '3\n' }, base);
  expect(await outlooks(mine, conflicting, fine)).toEqual([conflictIn('a'), clean]);
});

test('a renamed file that I deleted, a binary one, a submodule', async () => {
  const long = 'line\n'.repeat(50);
  const base = commit({ a: long, bin: Buffer.of(0, 1), 'x.module': '1'.repeat(40) });
  const mine = commit({ bin: Buffer.of(0, 2), 'x.module': '2'.repeat(40) }, base);
  const renamed = commit({ moved: long, bin: Buffer.of(0, 1), 'x.module': '1'.repeat(40) }, base);
  const binary = commit({ a: long, bin: Buffer.of(0, 3), 'x.module': '1'.repeat(40) }, base);
  const module = commit({ a: long, bin: Buffer.of(0, 1), 'x.module': '3'.repeat(40) }, base);
  expect(await outlooks(mine, renamed, binary, module)).toEqual([
    conflictIn('moved'),
    conflictIn('bin'),
    conflictIn('x.module'),
  ]);
});

test('two merges of each other', async () => {
  const base = commit({ a: '1\n', b: '1\n' });
  const left = commit({ a: '2\n', b: '1\n' }, base);
  const right = commit({ a: '1\n', b: '2\n' }, base);
  const mine = commit({ a: '2\n', b: '2\n', c: '1\n' }, left, right);
  const fine = commit({ a: '2\n', b: '2\n', d: '1\n' }, right, left);
  const conflicting = commit({ a: '2\n', b: '2\n', c: '2\n' }, right, left);
  expect(await outlooks(mine, fine, conflicting)).toEqual([clean, conflictIn('c')]);
});

test('names that are no text, and histories with nothing in common', async () => {
  const base = commit({ 'new\nline': '1\n', '\xff\xfe': '1\n' });
  const mine = commit({ 'new\nline': '2\n', '\xff\xfe': '2\n' }, base);
  const theirs = commit({ 'new\nline': '3\n', '\xff\xfe': '3\n' }, base);
  const stranger = commit({ z: '1\n' });
  expect(await outlooks(mine, theirs, stranger)).toEqual([
    conflictIn('new line', '\\377\\376'),
    undefined,
  ]);
});

test('nothing of the repository changes, and nothing stays behind', async () => {
  const base = commit({ a: '1\n' });
  const mine = commit({ a: '2\n' }, base);
  const theirs = commit({ a: '3\n', b: 'new\n' }, base);
  git(path, ['update-ref', 'refs/heads/main', mine]);
  git(path, ['reset', '--quiet', '--hard']);
  const all = () => [
    untouchables(path),
    refs(path),
    git(path, ['count-objects', '-v']),
    readdirSync(join(path, '.git')).sort(),
  ];
  const before = all();
  expect(await outlooks(mine, theirs)).toEqual([conflictIn('a')]);
  expect(all()).toEqual(before);
  expect(readdirSync(scratch)).toEqual([]);
});

test('no program runs that attributes of a teammate, or of mine, would set going', async () => {
  const ran = join(directory, 'ran');
  const program = join(directory, 'program.sh');
  writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\nexit 0\n`);
  chmodSync(program, 0o755);
  // In the user's own settings as well as in the repository's.
  vi.stubEnv('HOME', directory);
  for (const file of [join(path, '.git/config'), join(directory, '.gitconfig')]) {
    for (const key of ['merge.evil.driver', 'filter.evil.clean', 'filter.evil.smudge']) {
      git(path, ['config', '--file', file, key, program]);
    }
    git(path, ['config', '--file', file, 'merge.default', 'evil']);
    git(path, ['config', '--file', file, 'merge.renormalize', 'true']);
  }
  const attributes = { '.gitattributes': '* merge=evil filter=evil\n' };
  const base = commit({ a: '1\n', ...attributes });
  const mine = commit({ a: '2\n', ...attributes }, base);
  const theirs = commit({ a: '3\n', ...attributes }, base);
  git(path, ['update-ref', 'refs/heads/main', mine]);
  git(path, ['read-tree', mine]);
  writeFileSync(join(path, '.gitattributes'), attributes['.gitattributes']);
  // The trap works: git itself, in the repository, steps into it.
  git(path, ['merge-tree', '--write-tree', mine, theirs]);
  expect(existsSync(ran)).toBe(true);
  rmSync(ran);
  expect(await outlooks(mine, theirs)).toEqual([conflictIn('a')]);
  expect(existsSync(ran)).toBe(false);
});

test('it looks again when either side moves, and not while neither does', async () => {
  const base = commit({ a: '1\n', b: '1\n' });
  const mine = commit({ a: '2\n', b: '1\n' }, base);
  const theirs = commit({ a: '3\n', b: '1\n' }, base);
  const { radar, settled, changes } = await newRadar();
  const look = async (own: Oid, oid: Oid) => {
    radar.look(own, [{ oid, time: 0 }]);
    await settled();
    return radar.look(own, [{ oid, time: 0 }]).get(oid);
  };
  expect(await look(mine, theirs)).toEqual(conflictIn('a'));
  const done = changes();
  expect(await look(mine, theirs)).toEqual(conflictIn('a'));
  expect(changes()).toBe(done);
  const resolved = commit({ a: '2\n', b: '3\n' }, theirs, mine);
  expect(await look(commit({ a: '2\n', b: '1\n', c: '1\n' }, mine), resolved)).toEqual(clean);
  expect(await look(commit({ a: '2\n', b: '4\n' }, mine), resolved)).toEqual(conflictIn('b'));
  await radar[Symbol.asyncDispose]();
});

test('of thousands of heads the newest are looked at, and it ends at once when told', async () => {
  const base = commit({ a: '1\n' });
  const mine = commit({ a: '2\n' }, base);
  const lines = Array.from({ length: 2000 }, (_, n) =>
    [
      `commit refs/heads/h${n}`,
      `committer T <t@e> ${n} +0000`,
      'data 1',
      'x',
      `from ${base}`,
      '',
    ].join('\n'),
  );
  git(path, ['fast-import', '--quiet'], lines.join('\n'));
  const candidates = refs(path, 'refs/heads/h*').map((line) => {
    const [oid = '', ref = ''] = line.split(' ');
    return { oid: oid as Oid, time: Number(ref.slice('refs/heads/h'.length)) };
  });
  expect(candidates).toHaveLength(2000);
  const { radar, settled } = await newRadar();
  expect(radar.look(mine, candidates).size).toBe(0);
  await settled();
  const found = radar.look(mine, candidates);
  expect(found.size).toBe(MAX_WATCHED);
  for (const { oid, time } of candidates) expect(found.has(oid)).toBe(time >= 2000 - MAX_WATCHED);
  const other = commit({ a: '9\n' }, base);
  radar.look(other, candidates);
  await radar[Symbol.asyncDispose]();
  expect(readdirSync(scratch)).toEqual([]);
});
