import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { diskUse } from './disk-use.ts';

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.skipIf(process.platform === 'win32')('what a folder takes is what du says', () => {
  mkdirSync(join(folder, 'below', 'deeper'), { recursive: true });
  writeFileSync(join(folder, 'below', 'large'), Buffer.alloc(1_000_000, 1));
  writeFileSync(join(folder, 'below', 'deeper', 'small'), 'x');
  linkSync(join(folder, 'below', 'large'), join(folder, 'the-same'));
  const [kilobytes] = execFileSync('du', ['-sk', folder], { encoding: 'utf8' }).split('\t');
  expect(diskUse(folder) / 1024).toBe(Number(kilobytes));
  expect(diskUse(folder)).toBeGreaterThan(1_000_000);
});
