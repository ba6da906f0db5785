import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

/** No process has this number: it is above what Linux, macOS and Windows give. */
const NOBODY = 2 ** 31 - 1;
const MODULE = pathToFileURL(join(import.meta.dirname, 'lock.mjs')).href;

let folder;
let file;
let diary;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-lock-'));
  file = join(folder, 'out', 'lock');
  diary = join(folder, 'diary');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function visit() {
  await withLock(async () => {
    appendFileSync(diary, 'in\n');
    await sleep(20);
    appendFileSync(diary, 'out\n');
  }, file);
}

/** What a process of its own does. */
const VISIT = `
  import { appendFileSync } from 'node:fs';
  import { setTimeout as sleep } from 'node:timers/promises';
  const { withLock } = await import(process.argv[1]);
  const [, , file, diary] = process.argv;
  await withLock(async () => {
    appendFileSync(diary, 'in\\n');
    await sleep(20);
    appendFileSync(diary, 'out\\n');
  }, file);`;

async function visitFromElsewhere() {
  const args = ['--input-type=module', '--eval', VISIT, MODULE, file, diary];
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
  expect(code).toBe(0);
}

function expectOneAfterTheOther(visits) {
  expect(readFileSync(diary, 'utf8')).toBe('in\nout\n'.repeat(visits));
  expect(existsSync(file)).toBe(false);
}

test('one after the other, and what throws gives the lock back', async () => {
  await expect(withLock(() => Promise.reject(new Error('no')), file)).rejects.toThrow('no');
  await Promise.all([visit(), visit(), visit()]);
  expectOneAfterTheOther(3);
});

test('many that find a lock left behind at once still go one after the other', async () => {
  await visit();
  rmSync(diary);
  writeFileSync(file, String(NOBODY));
  await Promise.all(Array.from({ length: 6 }, visitFromElsewhere));
  expectOneAfterTheOther(6);
});

test('who died while removing a lock left behind is no obstacle', async () => {
  await visit();
  rmSync(diary);
  writeFileSync(file, String(NOBODY));
  writeFileSync(`${file}.removing`, String(NOBODY));
  await visit();
  expectOneAfterTheOther(1);
});

test('a lock whose maker died before it wrote its number is nobody’s after a while', async () => {
  await visit();
  rmSync(diary);
  writeFileSync(file, '');
  const long = Date.now() / 1_000 - 60;
  utimesSync(file, long, long);
  await visit();
  expectOneAfterTheOther(1);
});

test('a lock from before the computer was started is nobody’s, whoever has the number now', async () => {
  await visit();
  rmSync(diary);
  writeFileSync(file, String(process.pid));
  utimesSync(file, 0, 0);
  await visit();
  expectOneAfterTheOther(1);
});
