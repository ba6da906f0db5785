import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Block } from '../../shared/gtp/reel.ts';
import type { ReelName } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cutAtDelta, packOf } from '../testing/cut-packs.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { PassedOnReels } from './passed-on-reels.ts';

const name = '0'.repeat(64) as ReelName;
const block: Block = { strip: 0, from: 0, to: 1 };

let folder: string;
let held: PassedOnReels;
beforeEach(async () => {
  folder = temporaryFolder();
  buildRepository(join(folder, 'source'), { commits: 10 });
  mkdirSync(join(folder, 'packs'));
  held = await PassedOnReels.open(join(folder, 'held'), 1e9);
});
afterEach(() => {
  held[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const all = () => packOf(join(folder, 'source'), join(folder, 'packs', 'all'), () => true);

async function add(packPath: string, checksum: string): Promise<void> {
  await held.add(name, 'sha1', block, { packPath, checksum, indexPath: null, isUnproven: true });
}

test('what git saw together with others it sees alone before it is given', async () => {
  const { file, checksum } = all();
  await add(file, checksum);
  rmSync(file);
  const reel = held.find(name);
  const given = await Promise.all([reel?.block(block), reel?.block(block)]);
  for (const bytes of given) {
    expect(bytes?.checksum).toBe(checksum);
    expect(bytes?.index?.size).toBeGreaterThan(1_000);
  }
});

test('what is no pack of its own is not given, and not held any more', async () => {
  const [, second] = cutAtDelta(join(folder, 'source'), join(folder, 'packs'), all());
  await add(second, 'c'.repeat(40));
  const reel = held.find(name);
  await expect(reel?.block(block)).rejects.toThrow();
  expect(reel?.has(block)).toBe(false);
});
