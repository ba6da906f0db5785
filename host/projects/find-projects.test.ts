import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findProjects } from './find-projects.ts';
import { mayHoldProjects, mountPoints, usualPlaces } from './usual-folders.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'shoal-home-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

/** @param age in seconds */
function project(path: string, age = 0): string {
  const folder = join(home, path);
  mkdirSync(join(folder, '.git'), { recursive: true });
  const head = join(folder, '.git', 'HEAD');
  writeFileSync(head, 'ref: refs/heads/main\n');
  utimesSync(head, Date.now() / 1000 - age, Date.now() / 1000 - age);
  return folder;
}

const found = async (signal = new AbortController().signal) =>
  (await findProjects(signal, { home, places: usualPlaces(home) })).map(({ path }) =>
    path.slice(home.length + 1),
  );

test('finds what the user worked on last, in the usual folders, two levels deep', async () => {
  project('src/old', 5_000);
  project('src/company/new', 10);
  project('in-the-home', 100);
  project('Documents/notes', 50);
  expect(await found()).toEqual(['src/company/new', 'Documents/notes', 'in-the-home', 'src/old']);
});

test('does not look deeper, nor into others’ code, nor into projects', async () => {
  project('src/a/b/too-deep');
  project('src/app/node_modules');
  project('src/.cache/tool');
  project('elsewhere/not-usual');
  project('src/whole');
  project('src/whole/inside');
  expect(await found()).toEqual(['src/whole']);
});

test('follows no links, and takes no working tree or submodule for a project', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'shoal-elsewhere-'));
  try {
    mkdirSync(join(elsewhere, 'linked', '.git'), { recursive: true });
    writeFileSync(join(elsewhere, 'linked', '.git', 'HEAD'), '');
    mkdirSync(join(home, 'src'));
    symlinkSync(join(elsewhere, 'linked'), join(home, 'src', 'linked'));
    symlinkSync(elsewhere, join(home, 'code'));
    mkdirSync(join(home, 'src', 'tree'));
    writeFileSync(join(home, 'src', 'tree', '.git'), 'gitdir: /somewhere\n');
    mkdirSync(join(home, 'src', 'fake'));
    symlinkSync(join(elsewhere, 'linked', '.git'), join(home, 'src', 'fake', '.git'));
    expect(await found()).toEqual([]);
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test('a folder with more than anybody reads is looked at in part, and told in part', async () => {
  for (let i = 0; i < 700; i += 1) mkdirSync(join(home, 'src', `folder-${i}`), { recursive: true });
  for (let i = 0; i < 20; i += 1) project(`code/p${i}`, i);
  const names = await found();
  expect(names).toHaveLength(12);
  expect(names[0]).toBe('code/p0');
});

test('stops when nobody waits any more', async () => {
  await expect(found(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
});

test('what is mounted is known before it is looked at', () => {
  const lines = [
    '36 35 98:0 / / rw,noatime shared:1 - ext4 /dev/root rw',
    '40 36 0:40 / /home/a/with\\040blank rw - nfs4 server:/x rw',
  ];
  expect(mountPoints(lines.join('\n'))).toEqual(new Set(['/', '/home/a/with blank']));
  expect(mayHoldProjects('.git')).toBe(false);
  expect(mayHoldProjects('my.project')).toBe(true);
});
