import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listUiFiles, UiNotBuiltError } from './ui-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-ui-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('lists what may be served, by its path in the address', async () => {
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '');
  await writeFile(join(folder, 'assets', 'app.js'), '');
  await writeFile(join(folder, 'notes.md'), '');
  const files = await listUiFiles(folder);
  expect([...files.keys()].sort()).toEqual(['/', '/assets/app.js', '/index.html']);
  expect(files.get('/')).toEqual(files.get('/index.html'));
  expect(files.get('/assets/app.js')?.contentType).toContain('javascript');
});

test('says that the UI was not built', async () => {
  await expect(listUiFiles(folder)).rejects.toThrow(UiNotBuiltError);
  await expect(listUiFiles(join(folder, 'missing'))).rejects.toThrow(UiNotBuiltError);
});
