import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ShoalNode } from './support/shoal-node.ts';

/** What a node reads at its start: how long that takes depends on the machine, this does not. */
const MOST = { engine: { files: 32, bytes: 1_150_000 }, host: { files: 35, bytes: 690_000 } };
/**
 * What is loaded when it is asked for: the window in a browser, the demo, the doctor's look at this computer; and, at
 * the first start alone, what makes the certificate.
 */
const LATER = ['ui-server', 'stage', 'examine', 'x509.es'];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-node-start-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The files that each thread of a node has loaded from its start to its end, as Node itself tells (NODE_V8_COVERAGE). */
async function filesOf(...args: string[]): Promise<{ engine: string[]; host: string[] }> {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const node = await ShoalNode.start('Anna', {
    directory: folder,
    env: { NODE_V8_COVERAGE: coverage },
    args,
  });
  await node.leave();
  const threads = readdirSync(coverage).map((report) => {
    const { result } = JSON.parse(readFileSync(join(coverage, report), 'utf8')) as {
      result: { url: string }[];
    };
    const urls = result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
    return urls.map((url) => fileURLToPath(url));
  });
  const isEngine = (files: string[]) => files.some((file) => basename(file) === 'engine.js');
  const [engine = [], ...moreEngines] = threads.filter(isEngine);
  const [host = [], ...moreHosts] = threads.filter((files) => !isEngine(files));
  expect([moreEngines, moreHosts]).toEqual([[], []]);
  return { engine, host };
}

const laterAmong = (files: string[]) =>
  LATER.filter((name) => files.some((file) => basename(file).startsWith(`${name}-`)));

test('a node starts with what every start needs, and no more', async () => {
  const first = await filesOf();
  expect(laterAmong(first.engine)).toEqual(['x509.es']);
  const read = await filesOf();
  for (const thread of ['engine', 'host'] as const) {
    const files = read[thread];
    expect(files.length).toBeGreaterThan(0);
    expect(files.length).toBeLessThanOrEqual(MOST[thread].files);
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThanOrEqual(MOST[thread].bytes);
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
    expect(laterAmong(files)).toEqual([]);
  }
});

test('what is loaded later is among the programs, and loaded when it is asked for', async () => {
  expect(laterAmong((await filesOf('--ui', '0')).host)).toEqual(['ui-server']);
});
