import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBounds, writeBounds } from './window-bounds.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const bounds = { x: 100, y: 50, width: 1000, height: 700 };
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-window-'));
  file = join(folder, 'below', 'window.json');
});
afterEach(() => rm(folder, { recursive: true }));

test('the window comes back where it was', () => {
  expect(readBounds(file, [screen])).toBeNull();
  writeBounds(file, bounds);
  expect(readBounds(file, [screen])).toEqual(bounds);
});

test('a place that no screen shows any more is forgotten', () => {
  writeBounds(file, { ...bounds, x: 2_000 });
  expect(readBounds(file, [screen])).toBeNull();
  expect(readBounds(file, [screen, { ...screen, x: 1_920 }])).not.toBeNull();
});

test.each(['', '{"x":1}', '{"x":0,"y":0,"width":10,"height":10}'])('ignores %j', async (text) => {
  writeBounds(file, bounds);
  await writeFile(file, text);
  expect(readBounds(file, [screen])).toBeNull();
});
