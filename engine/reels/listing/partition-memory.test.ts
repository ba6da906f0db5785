import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, test, vi } from 'vitest';
import type { Reel } from '../../../shared/gtp/reel.ts';
import type { Repository } from '../../git/open.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { partition } from './partition.ts';

/** `SHOAL_TEST_OBJECTS=2000000 npx vitest run engine/reels/partition-memory.test.ts` tries more. */
const OBJECTS = Number(process.env.SHOAL_TEST_OBJECTS ?? 500_000);
const COMMITS = OBJECTS / 5;
const MIB = 1024 * 1024;
const LINES_PER_CHUNK = 500;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use at every tenth of the listing, in bytes. */
const samples: number[] = [];
/** How many objects had been told of by then. */
const told: number[] = [];
let listed = 0;
const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

vi.mock('../../git/run.ts', () => ({
  start(_: unknown, [verb]: string[], { input }: { input: Readable }) {
    const source = verb === 'rev-list' ? listing() : sizesOf(input);
    const stdout = Readable.from(source, { objectMode: false });
    return { stdout, exit: Promise.resolve(0), [Symbol.dispose]: () => stdout.destroy() };
  },
}));

/** What `git rev-list --objects` tells of a history in which each commit changes four objects. */
function* listing(): Generator<Buffer> {
  const oid = (index: number) =>
    (Math.imul(index, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').repeat(5);
  for (let first = 0; first < OBJECTS; first += LINES_PER_CHUNK) {
    if (first % (OBJECTS / 10) < LINES_PER_CHUNK) sample();
    let chunk = '';
    for (let index = first; index < first + LINES_PER_CHUNK; index += 1) {
      chunk +=
        index < COMMITS
          ? `>${oid(index)} ${oid(COMMITS + index)} ${2_000_000_000 - index}\n`
          : `${oid(index)} ${index < 2 * COMMITS ? '' : `folder-${index % 300}/file-${index % 7}`}\n`;
    }
    yield Buffer.from(chunk);
  }
  sample();
}

function sample(): void {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  samples.push(heapUsed + external);
  told.push(listed);
}

/** What `git cat-file` tells of them. */
async function* sizesOf(input: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of input) {
    const lines = (chunk as Buffer).toString('latin1').split('\n').length - 1;
    yield Buffer.from('123\n'.repeat(lines));
  }
}

test('a listing is kept in a few bytes for each commit, and in none for other objects, of which it tells early', async () => {
  const directory = join(root, 'lists');
  mkdirSync(directory);
  const repository = { objectFormat: 'sha1' } as Repository;
  const reel = {
    objectFormat: 'sha1',
    wants: [],
    haves: [],
    layout: { stripes: 8, windows: 2 },
  } as Reel;
  const count = (blocks: readonly { from: number; to: number }[]) => {
    for (const { from, to } of blocks) listed += to - from;
  };
  count(await partition(repository, reel, directory, count));
  expect(listed).toBe(OBJECTS);

  // The commits' blocks, and then those of long strips, while others are still being listed.
  expect(told[5]).toBeGreaterThan(COMMITS);
  expect(told[9]).toBeGreaterThan(OBJECTS / 2);

  const growth = samples.map((each) => each - (samples[0] ?? 0));
  // Ids of commits and trees with their order; and whatever the number, what is on its way.
  expect(Math.max(...growth)).toBeLessThan(72 * COMMITS + 10 * MIB);
  // From the last commit on, at two tenths, it is flat.
  const early = Math.max(...growth.slice(4, 7));
  const late = Math.max(...growth.slice(-3));
  expect(late - early).toBeLessThan(MIB);
});
