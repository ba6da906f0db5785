import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { withoutRights } from '../../testing/without-rights.ts';
import { CloneFolder } from './clone-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a place where nothing can be made is told as one, and another folder asked for', async () => {
  const locked = join(folder, 'locked');
  mkdirSync(locked);
  chmodSync(folder, 0o755);
  await withoutRights(locked, async () => {
    chmodSync(locked, 0o555);
    await expect(CloneFolder.claim(join(locked, 'map'))).rejects.toMatchObject({
      code: 'folder-unusable',
      isFinal: true,
      message: `${join(locked, 'map')} cannot be used: you may not write there. Choose another folder.`,
    });
  });
});
