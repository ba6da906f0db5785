import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { git } from '../../engine/git/run.ts';
import { makeCopy } from './make-copy.ts';
import { demoCopies } from './projects.ts';

const START = 1_700_000_000;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-demo-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function output(cwd: string, ...args: string[]): Promise<string> {
  return (await git({ cwd }, args)).stdout.trim();
}

test('makes whole repositories that are related where they are of one project', async () => {
  const roots = new Map<string, Set<string>>();
  for (const demoCopy of demoCopies()) {
    const { owner, project } = demoCopy;
    const copy = join(folder, owner, project.name);
    await makeCopy(copy, demoCopy, START);
    await git({ cwd: copy }, ['fsck', '--strict']);
    expect(await output(copy, 'status', '--porcelain', '--branch')).toBe('## main');
    const root = await output(copy, 'rev-list', '--max-parents=0', '--all');
    roots.set(project.name, (roots.get(project.name) ?? new Set()).add(root));
  }
  expect(roots.size).toBe(5);
  for (const found of roots.values()) expect(found.size).toBe(1);
  expect(new Set([...roots.values()].flatMap((found) => [...found])).size).toBe(5);
});

test('my copy is behind a teammate’s', async () => {
  const copies = demoCopies().filter(({ project }) => project.name === 'harbour-map');
  const heads = new Map<string, string>();
  for (const demoCopy of copies) {
    const { owner, project } = demoCopy;
    const copy = join(folder, owner, project.name);
    await makeCopy(copy, demoCopy, START);
    heads.set(owner, await output(copy, 'rev-parse', 'main'));
  }
  const anchovy = join(folder, 'Anchovy', 'harbour-map');
  const range = `${heads.get('mine')}..${heads.get('Anchovy')}`;
  expect(await output(anchovy, 'rev-list', '--count', range)).toBe('4');
});

test('a teammate and I changed the same lines, and another one did not', async () => {
  const [demoCopy] = demoCopies().filter(
    ({ owner, project }) => owner === 'mine' && project.name === 'menu-ocr',
  );
  if (demoCopy === undefined) throw new Error('there is no such copy');
  const copy = join(folder, 'menu-ocr');
  await makeCopy(copy, demoCopy, START);
  const merge = (head: string) =>
    git({ cwd: copy }, ['merge-tree', '--write-tree', '--name-only', 'main', head]).then(
      () => 'clean',
      () => 'conflicts',
    );
  expect(await merge('review/flash')).toBe('clean');
  expect(await merge('review/currencies')).toBe('conflicts');
  for (const head of ['review/flash', 'review/currencies']) {
    expect(await output(copy, 'rev-list', '--count', `${head}..main`)).not.toBe('0');
    expect(await output(copy, 'rev-list', '--count', `main..${head}`)).not.toBe('0');
  }
});

test('what I have of a teammate’s branch is what they have', async () => {
  for (const demoCopy of demoCopies().filter(({ project }) => project.name === 'menu-ocr')) {
    await makeCopy(join(folder, demoCopy.owner), demoCopy, START);
  }
  const tip = (owner: string, branch: string) => output(join(folder, owner), 'rev-parse', branch);
  expect(await tip('mine', 'review/flash')).toBe(await tip('Anchovy', 'flash'));
  expect(await tip('mine', 'review/currencies')).toBe(await tip('Herring', 'currencies'));
});
