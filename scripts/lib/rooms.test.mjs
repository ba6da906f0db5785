import { expect, test } from 'vitest';
import { roomProblems } from './rooms.mjs';

const file = (path, lines = 10) => ({ path, lines });
const files = (folder, howMany, lines = 10) =>
  Array.from({ length: howMany }, (_, index) => file(`${folder}/${index}.ts`, lines));

/** So many other lines that no room is large. */
const others = files('engine/git', 20, 300);

test('a file may have 300 lines, wherever it is', () => {
  expect(roomProblems([file('cli/a.ts', 300), file('e2e/b.test.ts', 300)])).toEqual([]);
  expect(roomProblems([file('cli/a.ts', 301), file('e2e/b.test.ts', 302)])).toEqual([
    'cli/a.ts has 301 lines, and may have 300',
    'e2e/b.test.ts has 302 lines, and may have 300',
  ]);
});

test('the gallery’s list of pictures may be longer', () => {
  expect(roomProblems([file('renderer/gallery/states.ts', 900)])).toEqual([]);
  expect(roomProblems([file('renderer/gallery/main.tsx', 900)])).toHaveLength(1);
});

test('a folder of a room may hold 15 files; tests do not count', () => {
  const store = files('engine/store', 15);
  const tests = [file('engine/store/0.test.ts'), ...files('engine/scenarios', 40)];
  expect(roomProblems([...others, ...store, ...tests])).toEqual([]);
  expect(roomProblems([...others, ...store, file('engine/store/more.ts')])).toEqual([
    'engine/store/ holds 16 files, and may hold 15',
  ]);
  expect(roomProblems([...others, ...store, file('engine/store/cellar/more.ts')])).toEqual([]);
});

test('a room may be 15 % of the engine, its inner rooms included', () => {
  const rest = files('engine/git', 10, 85);
  const room = [file('engine/reels/a.ts', 100), file('engine/reels/rules/b.ts', 50)];
  expect(roomProblems([...rest, ...room])).toEqual([]);
  expect(roomProblems([...rest, ...room, file('engine/reels/c.ts', 1)])).toEqual([
    'engine/reels is 15.1 % of the engine, and may be 15.0 %',
  ]);
});
