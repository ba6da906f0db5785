import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Block, Reel } from '../../../shared/gtp/reel.ts';
import type { Oid } from '../../../shared/ids.ts';
import { openRepository } from '../../git/open.ts';
import { PackFiles } from '../../packs/pack-files.ts';
import { PackTables } from '../../packs/pack-tables.ts';
import { allBytes } from '../../testing/all-bytes.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { git } from '../../testing/git.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { partition } from '../listing/partition.ts';
import { makeSheets, sheetPath } from './make-sheets.ts';
import { readSheet } from './sheet.ts';
import { openSheet } from './sheet-bytes.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a sheet that was made anew is not taken for the one that was opened', async () => {
  const { signal } = new AbortController();
  const path = join(root, 'project');
  buildRepository(path, { commits: 80 });
  const repository = await openRepository(path);
  const directory = join(root, 'reel');
  mkdirSync(directory);
  const wants = [git(path, ['rev-parse', 'main']) as Oid];
  const layout = { stripes: 1, windows: 0 };
  const reel: Reel = { objectFormat: 'sha1', wants, haves: [], layout };
  const [whole] = await partition(repository, reel, directory, () => {});
  // Cut in two, so that a delta and its base are torn apart: each half keeps something of its own.
  const { strip, from, to } = whole as Block;
  const middle = (from + to) >> 1;
  const halves = [
    { strip, from, to: middle },
    { strip, from: middle, to },
  ];
  using files = new PackFiles();
  using tables = new PackTables();
  const packs = await tables.of(repository, signal);
  const place = { repository, packs, files, directory, scratch: join(directory, 'scratch') };
  await makeSheets(place, halves, async () => {}, signal);
  const [sheet, other] = halves.map((half) => sheetPath(directory, half)) as [string, string];
  expect(readSheet(sheet).sheet.index.start).toBeGreaterThan(0);
  const { chunks } = await openSheet(sheet, files);
  copyFileSync(other, sheet);
  await expect(allBytes(chunks(0))).rejects.toThrow('made anew');
  // The new one is of use.
  const { checksum } = await openSheet(sheet, files);
  expect(checksum).toBe(readSheet(other).sheet.checksum);
});
