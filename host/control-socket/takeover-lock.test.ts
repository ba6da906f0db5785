import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withTakeoverLock } from './takeover-lock.ts';

let folder: string;
let path: string;
let inside: number;
let most: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-lock-'));
  path = join(folder, 'lock');
  inside = 0;
  most = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

async function visit() {
  await withTakeoverLock(path, async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(10);
    inside -= 1;
  });
}

/** As one that was left behind a minute ago, or, with a negative number, that comes from the future. */
function age(file: string, seconds = 60) {
  const then = Date.now() / 1_000 - seconds;
  utimesSync(file, then, then);
}

test('what throws gives the lock back', async () => {
  const failing = withTakeoverLock(path, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  await visit();
  expect(existsSync(path)).toBe(false);
});

test.each([1, 2, 3, 4, 5])('many that find a stale lock go one after the other (%i)', async () => {
  mkdirSync(path);
  age(path);
  await Promise.all(Array.from({ length: 8 }, visit));
  expect(most).toBe(1);
  expect(existsSync(path)).toBe(false);
});

test('stale are those from the future, of earlier versions, and of who died while removing one', async () => {
  writeFileSync(path, 'nobody');
  age(path, -3_600);
  await visit();
  mkdirSync(path);
  age(path);
  await visit();
  for (const file of [path, `${path}.removing`]) {
    writeFileSync(file, 'nobody');
    age(file);
  }
  await visit();
  expect(existsSync(path)).toBe(false);
});

test('a lock that was taken over is given back by its new holder alone', async () => {
  await withTakeoverLock(path, async () => writeFileSync(path, 'another'));
  expect(readFileSync(path, 'utf8')).toBe('another');
});
