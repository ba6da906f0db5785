import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogFile } from './log-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-log-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('writes what was said, in its order, after what is there', async () => {
  const path = join(folder, 'shoal.log');
  for (const message of ['One.', 'Two.']) {
    await using log = new LogFile(path, () => new Date(0));
    log.add({ level: 'warning', message });
    log.add({ level: 'info', message: `${message} again` });
  }
  expect(await readFile(path, 'utf8')).toBe(
    ['warning: One.', 'info: One. again', 'warning: Two.', 'info: Two. again']
      .map((line) => `1970-01-01T00:00:00.000Z ${line}\n`)
      .join(''),
  );
});

test('stays small, however much is said', async () => {
  const path = join(folder, 'shoal.log');
  for (let round = 0; round < 4; round += 1) {
    await using log = new LogFile(path);
    for (let i = 0; i < 900; i += 1) log.add({ level: 'info', message: 'x'.repeat(1_000) });
  }
  expect((await stat(path)).size).toBeLessThan(1_200_000);
  expect((await stat(`${path}.1`)).size).toBeLessThan(1_200_000);
});
