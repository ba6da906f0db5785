import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import {
  chmodPromptly,
  PromptFile,
  removePromptly,
  renamePromptly,
  sizePromptly,
} from './prompt.ts';

/** How many steps are taken at once from here on; the others are for other threads. */
const given = vi.hoisted(() => ({ atOnce: 0 }));
vi.mock('./at-once.ts', () => ({
  AtOnce: class {
    takeOne(step: () => void): boolean {
      if (given.atOnce === 0) return false;
      given.atOnce -= 1;
      step();
      return true;
    }
  },
}));

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['at once', 100],
  ['by other threads', 0],
  ['by both', 2],
])('%s', (name, atOnce) => {
  const path = (file: string) => join(folder, `${name}-${file}`);

  test('a file is written, read, and closed', async () => {
    given.atOnce = atOnce;
    const file = await PromptFile.open(path('file'), 'w+');
    expect(await file.write([Buffer.from('abc'), Buffer.from('defg')], 0)).toBe(7);
    expect(await file.size()).toBe(7);
    expect((await file.read(3, 2)).toString()).toBe('cde');
    expect((await file.read(3, 6)).toString()).toBe('g\0\0');
    await file.close();
    // Its number is another file's now.
    const other = await PromptFile.open(path('other'), 'w+');
    await expect(file.write([Buffer.from('x')], 0)).rejects.toThrow();
    await expect(file.read(1, 0)).rejects.toThrow();
    await file.close();
    expect(await other.write([Buffer.from('y')], 0)).toBe(1);
    expect(await other.size()).toBe(1);
    await other.close();
  });

  test('a file is renamed, measured, protected and removed', async () => {
    given.atOnce = atOnce;
    writeFileSync(path('old'), 'content');
    await renamePromptly(path('old'), path('new'));
    expect(readFileSync(path('new'), 'utf8')).toBe('content');
    expect(await sizePromptly(path('new'))).toBe(7);
    await chmodPromptly(path('new'), 0o444);
    expect(statSync(path('new')).mode & 0o777).toBe(0o444);
    await removePromptly(path('new'));
    await removePromptly(path('new'));
    expect(existsSync(path('new'))).toBe(false);
  });

  test('what fails is told', async () => {
    const none = join(folder, 'none', 'file');
    for (const failing of [
      () => PromptFile.open(none, 'r'),
      () => renamePromptly(none, path('x')),
      () => sizePromptly(none),
      () => chmodPromptly(none, 0o444),
    ]) {
      given.atOnce = atOnce;
      await expect(failing()).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });
});
