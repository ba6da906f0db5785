import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runShoal } from './support/shoal-node.ts';

/** What a start reads, whatever the command: how long it takes depends on the machine, this does not. */
const MOST_FILES = 12;
const MOST_BYTES = 450_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-start-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The files of a program of Node that a run has loaded, as Node itself tells (NODE_V8_COVERAGE). */
async function filesOf(...args: string[]) {
  const coverage = join(folder, 'coverage');
  const run = await runShoal([...args, '--data', join(folder, 'data')], {
    ...process.env,
    NODE_V8_COVERAGE: coverage,
  });
  const [report, ...more] = readdirSync(coverage);
  expect(more).toEqual([]);
  const { result } = JSON.parse(readFileSync(join(coverage, report ?? ''), 'utf8')) as {
    result: { url: string }[];
  };
  const urls = result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
  return { run, files: urls.map((url) => fileURLToPath(url)) };
}

// Nobody is there to be asked: all that happens is the start.
test.each([
  ['status'],
  ['nearby'],
  ['doctor'],
  ['clone', 'project'],
  ['fetch'],
  ['follow', 'anna'],
  ['unfollow', 'anna'],
  ['share', '.'],
  ['unshare', '.'],
  ['trust', 'anna'],
  ['untrust', 'anna'],
  ['activity'],
  ['undo', 'last'],
  ['browse', 'project'],
  ['show', 'anna', 'main'],
  ['transfers'],
  ['pause', 'all'],
  ['resume', 'all'],
  ['retry', 'all'],
  ['cancel', 'all'],
  ['limits'],
  ['room'],
  ['history'],
  ['config'],
  ['sharing'],
])('“shoal %s” starts with few files', async (...args) => {
  const { run, files } = await filesOf(...args);
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toContain('is not running');
  expect(files.length).toBeGreaterThan(0);
  expect(files.length).toBeLessThanOrEqual(MOST_FILES);
  expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});
