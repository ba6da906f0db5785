import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppState } from '../../shared/api/state.ts';
import { withoutRights } from '../testing/without-rights.ts';
import { BusyLife } from './support/busy-life.ts';
import { TestEngine } from './support/test-engine.ts';

let life: BusyLife;
/** As it is while nothing is damaged. */
let whole: AppState;

beforeAll(async () => {
  life = await BusyLife.lead();
  await life.within('whole', async (directory) => {
    whole = await stateAfterStart(directory);
  });
  expect(whole.problems).toEqual({});
});
afterAll(() => life[Symbol.dispose]());

async function stateAfterStart(directory: string): Promise<AppState> {
  const engine = await TestEngine.start('Anna', directory);
  const { state } = engine;
  await engine.engine[Symbol.asyncDispose]();
  return state;
}

const DAMAGES: Record<string, (path: string) => void> = {
  'cut in half': (path) => cut(path, 0.5),
  'cut shortly before its end': (path) => cut(path, 0.95),
  zeroed: (path) => writeFileSync(path, Buffer.alloc(statSync(path).size)),
  empty: (path) => writeFileSync(path, ''),
  'overwritten with something else': (path) => writeFileSync(path, '{"some": "thing"}'),
  'a folder in its place': (path) => {
    rmSync(path);
    mkdirSync(path);
    writeFileSync(join(path, 'inside.txt'), 'something');
  },
};

function cut(path: string, part: number): void {
  const content = readFileSync(path);
  // The last line break alone is no loss.
  writeFileSync(path, content.subarray(0, Math.floor((content.length - 3) * part)));
}

test('there are files to damage', () => {
  const names = ['identity.pem', 'self.json', 'peers.json', 'repositories.json', 'follows.json'];
  expect(life.files).toEqual(expect.arrayContaining(names));
  expect(life.files.some((file) => file.startsWith('manifests/'))).toBe(true);
  expect(life.files.length).toBeGreaterThanOrEqual(10);
});

describe.each(Object.entries(DAMAGES))('each file, if %s,', (what, damage) => {
  test('is kept, costs no other file anything, and is told of once', async () => {
    for (const file of life.files) {
      await life.within(`${file} ${what}`, async (directory) => {
        const path = join(directory, 'data', file);
        damage(path);
        const left = statSync(path).isFile() ? readFileSync(path) : null;
        const state = await stateAfterStart(directory);
        const told = Object.entries(state.problems);
        const name = file.startsWith('manifests') ? 'manifests' : file;
        expect(told, file).toEqual([
          [`damaged:${name}`, { code: 'damaged-file', sentence: expect.stringMatching(SENTENCE) }],
        ]);
        expectKept(path, left);
        expectOthersWhole(state, file);
        const next = await stateAfterStart(directory);
        expect(next.problems, file).toEqual({});
        expect(next.self?.id).toBe(state.self?.id);
      });
    }
  });
});

const SENTENCE = /^[^\n]+\.$/;

function expectKept(path: string, left: Buffer | null): void {
  const beginning = `${basename(path)}.damaged-`;
  const aside = readdirSync(dirname(path)).filter((name) => name.startsWith(beginning));
  expect(aside, path).toHaveLength(1);
  const kept = join(dirname(path), aside[0] ?? '');
  if (left === null) expect(readFileSync(join(kept, 'inside.txt'), 'utf8')).toBe('something');
  else expect(readFileSync(kept).equals(left)).toBe(true);
}

/** What each file is about, as far as the state shows it. */
const ABOUT: Record<string, (state: AppState) => unknown> = {
  'identity.pem': ({ self }) => self?.id,
  'peers.json': ({ peers }) => Object.entries(peers).map(([id, { trust }]) => [id, trust]),
  'repositories.json': ({ repositories }) =>
    Object.values(repositories).map(({ id, path, visibility }) => [id, path, visibility]),
  'follows.json': ({ follows }) => Object.keys(follows),
  'activity.json': ({ activity }) => Object.keys(activity),
  'limits.json': ({ limits }) => limits,
  'notifications.json': ({ notifications }) => notifications,
};

function expectOthersWhole(state: AppState, damaged: string): void {
  for (const [file, about] of Object.entries(ABOUT)) {
    // Whoever is away is shown by what they shared last.
    const isShownBy = file === 'peers.json' && damaged.startsWith('manifests');
    if (file === damaged || isShownBy) continue;
    expect(about(state), `${damaged}: ${file}`).toEqual(about(whole));
  }
}

test('each file that may not be read stops the start, in one line, and stays as it is', async () => {
  for (const file of life.files) {
    await life.within(`${file} unreadable`, async (directory) => {
      const path = join(directory, 'data', file);
      const before = readFileSync(path);
      give(directory);
      chmodSync(path, 0o000);
      await withoutRights(directory, async () => {
        await expect(TestEngine.start('Anna', directory), file).rejects.toMatchObject({
          code: 'no-access',
          message: expect.stringContaining(path),
        });
      });
      chmodSync(path, 0o600);
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(readdirSync(dirname(path)).filter((name) => name.includes('.damaged-'))).toEqual([]);
    });
  }
});

/** To whom `withoutRights` becomes. */
function give(directory: string): void {
  if (process.getuid?.() !== 0) return;
  for (const above of [dirname(directory), dirname(dirname(directory))]) chmodSync(above, 0o755);
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(directory, name), 65_534, 65_534);
  }
}

test.each(['manifests', 'reels', 'held', 'scratch'])(
  'a file in the place of the folder %s is in nobody’s way',
  async (name) => {
    await life.within(`${name} a file`, async (directory) => {
      const path = join(directory, 'data', name);
      rmSync(path, { recursive: true, force: true });
      writeFileSync(path, 'in the way');
      await stateAfterStart(directory);
      expect(statSync(path).isDirectory()).toBe(true);
    });
  },
);

test('without the numbers that were written down, a manifest of before is still a replay', async () => {
  await life.within('numbers', async (directory) => {
    const path = join(directory, 'data', 'peers.json');
    const numberOf = () => {
      const records = JSON.parse(readFileSync(path, 'utf8')) as { id: string; seq: number }[];
      return records.find(({ id }) => id === life.teammate)?.seq;
    };
    const before = numberOf();
    expect(before).toBeGreaterThan(0);
    writeFileSync(path, '');
    await stateAfterStart(directory);
    expect(numberOf()).toBe(before);
  });
});

test('a name that stands before what was cut off is still the name, and the number goes on', async () => {
  await life.within('name', async (directory) => {
    const path = join(directory, 'data', 'self.json');
    const { seq } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, '{\n  "name": "Anna Maria",\n  "seq": 17');
    const engine = await TestEngine.start(undefined, directory);
    expect(engine.state.self?.name).toBe('Anna Maria');
    await engine.engine[Symbol.asyncDispose]();
    expect(JSON.parse(readFileSync(path, 'utf8')).seq).toBeGreaterThan(seq);
  });
});
