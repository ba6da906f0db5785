import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Problem } from '../../shared/api/state.ts';
import { NoAccessError } from '../errors/data-folder.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { withoutRights } from '../testing/without-rights.ts';
import { DataFolder } from './data-folder.ts';
import { readableEntries } from './salvage.ts';

const friend = z.object({ name: z.string(), trusted: z.boolean() });
const rates = z.object({ up: z.int().nullable(), down: z.int().nullable() });
const anna = { name: 'Anna', trusted: true };
const bob = { name: 'Bob', trusted: false };
const NOON = Date.UTC(2026, 0, 2, 12, 30);

let path: string;
let told: Problem[];
let folder: DataFolder;
let now: number;

beforeEach(() => {
  path = temporaryFolder();
  told = [];
  now = NOON;
  folder = new DataFolder(
    path,
    (_file, problem) => told.push(problem),
    () => now,
  );
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const file = (name: string) => join(path, name);
const write = (name: string, text: string) => writeFileSync(file(name), text);
const aside = () => readdirSync(path).filter((name) => name.includes('.damaged-'));
const openFriends = () => folder.openList('peers.json', friend);

test('one bad field costs its own entry, and nothing else', async () => {
  const damaged = JSON.stringify([anna, { ...bob, trusted: 'perhaps' }]);
  write('peers.json', damaged);
  const friends = await openFriends();
  expect(friends.value).toEqual([anna]);
  expect(JSON.parse(readFileSync(file('peers.json'), 'utf8'))).toEqual([anna]);
  expect(aside()).toEqual(['peers.json.damaged-2026-01-02T123000.000Z']);
  expect(readFileSync(file(aside()[0] ?? ''), 'utf8')).toBe(damaged);
  expect(told).toEqual([
    { code: 'damaged-file', sentence: expect.stringContaining(file(aside()[0] ?? '')) },
  ]);
  await friends.update((all) => [...all, bob]);
  expect((await openFriends()).value).toEqual([anna, bob]);
  expect(told).toHaveLength(1);
});

test.each(['', 'not JSON', '"something else"', '\0\0\0\0'])(
  'a file that holds %j is kept, and begun anew',
  async (text) => {
    write('peers.json', text);
    expect((await openFriends()).value).toEqual([]);
    expect(readFileSync(file(aside()[0] ?? ''), 'utf8')).toBe(text);
    expect(told).toHaveLength(1);
  },
);

test('its end waits for what is being written', async () => {
  const friends = await openFriends();
  for (const each of [anna, bob]) void friends.update((all) => [...all, each]);
  await folder[Symbol.asyncDispose]();
  expect(JSON.parse(readFileSync(file('peers.json'), 'utf8'))).toEqual([anna, bob]);
});

test('a record keeps the fields that can be read', async () => {
  write('limits.json', '{"up": 7, "down": "fast"}');
  const initial = { up: null, down: null };
  const limits = await folder.openRecord('limits.json', rates, initial);
  expect(limits.value).toEqual({ up: 7, down: null });
  expect(aside()).toHaveLength(1);
  expect(told).toHaveLength(1);
});

test('a file that is not there is no damage', async () => {
  expect((await openFriends()).value).toEqual([]);
  expect(told).toEqual([]);
  expect(readdirSync(path)).toEqual([]);
});

test('only the newest five are kept', async () => {
  for (let day = 0; day < 8; day += 1) {
    now = NOON + day * 24 * 3_600_000;
    write('peers.json', `damaged on day ${day}`);
    await openFriends();
  }
  const texts = aside().map((name) => readFileSync(file(name), 'utf8'));
  expect(texts.toSorted()).toEqual([3, 4, 5, 6, 7].map((day) => `damaged on day ${day}`));
});

test('the same damage is kept once, however often Shoal is started', async () => {
  for (let start = 0; start < 3; start += 1) {
    now += 1_000;
    write('peers.json', 'damaged');
    await openFriends();
  }
  expect(aside()).toHaveLength(1);
});

test('two damages in one moment are both kept', async () => {
  for (const text of ['first', 'second']) {
    write('peers.json', text);
    await openFriends();
  }
  expect(aside()).toHaveLength(2);
});

test('a folder in its place is moved with all that is in it', async () => {
  for (const name of ['peers.json', 'empty.json']) {
    mkdirSync(file(name));
    await folder.openList(name, friend);
  }
  expect(aside()).toHaveLength(2);
  rmSync(file('peers.json'));
  mkdirSync(file('peers.json'));
  write('peers.json/mine.txt', 'mine');
  const friends = await openFriends();
  await friends.update(() => [anna]);
  expect((await openFriends()).value).toEqual([anna]);
  expect(aside().some((name) => existsSync(join(file(name), 'mine.txt')))).toBe(true);
  expect(told).toHaveLength(3);
});

describe('without the right', () => {
  test('to read it, nothing is destroyed or replaced', async () => {
    const text = JSON.stringify([anna]);
    write('peers.json', text);
    chmodSync(file('peers.json'), 0o000);
    await withoutRights(path, () => expect(openFriends()).rejects.toBeInstanceOf(NoAccessError));
    chmodSync(file('peers.json'), 0o600);
    expect(readFileSync(file('peers.json'), 'utf8')).toBe(text);
    expect(readdirSync(path)).toEqual(['peers.json']);
  });

  test('to keep a damaged one aside, it is left as it is', async () => {
    write('peers.json', 'damaged');
    chmodSync(file('peers.json'), 0o644);
    await withoutRights(path, async () => {
      chmodSync(path, 0o500);
      await expect(openFriends()).rejects.toBeInstanceOf(NoAccessError);
    });
    expect(readFileSync(file('peers.json'), 'utf8')).toBe('damaged');
    expect(readdirSync(path)).toEqual(['peers.json']);
  });
});

describe('whatever is in it', () => {
  const friends = fc.array(
    fc.record({ name: fc.string({ unit: 'binary' }), trusted: fc.boolean() }),
  );

  test('comes back', async () => {
    await fc.assert(
      fc.asyncProperty(friends, async (list) => {
        const written = await openFriends();
        await written.update(() => list);
        expect((await openFriends()).value).toEqual(list);
      }),
      { numRuns: 30 },
    );
    expect(told).toEqual([]);
  });

  test('cut off anywhere, what stands before comes back', () => {
    fc.assert(
      fc.property(friends, fc.nat(), (list, at) => {
        const text = JSON.stringify(list, null, 2);
        const cut = text.slice(0, at % (text.length + 1));
        const whole = list.filter((_, index) => {
          const before = JSON.stringify(list.slice(0, index + 1), null, 2);
          return cut.length >= before.length - '\n]'.length;
        });
        expect(readableEntries(cut, friend)).toEqual(whole);
      }),
    );
  });
});
