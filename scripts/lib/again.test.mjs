import { expect, test } from 'vitest';
import { runAgain } from './again.mjs';

const failedIn = (file, name, project = 'unit') => ({
  name,
  why: 'Timed out',
  again: { project, file, place: file },
});
const failed = (name, project) => failedIn(`${name}.test.ts`, name, project);
const outcome = (parts) => ({ passed: [], failed: [], skipped: [], ...parts });
const never = () => Promise.reject(new Error('run again'));
const TEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

test('what passes alone counts as passed, and is told', async () => {
  const asked = [];
  const result = await runAgain(
    outcome({ passed: ['a'], failed: [failed('b'), failed('c'), failed('d', 'electron')] }),
    async (project, places) => {
      asked.push([project, places]);
      return outcome({ passed: ['b', 'd'], failed: [failed('c')] });
    },
  );
  expect(asked).toEqual([
    ['unit', ['b.test.ts', 'c.test.ts']],
    ['electron', ['d.test.ts']],
  ]);
  expect(result.passed).toEqual(['a', 'b', 'd']);
  expect(result.failed).toEqual([failed('c')]);
  expect(result.unsteady).toEqual([failed('b'), failed('d', 'electron')]);
});

test('what is not seen to pass has failed', async () => {
  const gone = { name: 'vitest left no report', why: '', again: null };
  const first = outcome({ failed: [failed('b'), gone] });
  const nothing = await runAgain(first, async () => outcome({ failed: [gone] }));
  expect(nothing).toEqual({ ...first, unsteady: [] });
  const both = await runAgain(first, async () => outcome({ passed: ['b'], failed: [failed('b')] }));
  expect(both).toEqual({ ...first, unsteady: [] });
  const skipped = await runAgain(first, async () => outcome({ skipped: ['b'] }));
  expect(skipped).toEqual({ ...first, unsteady: [] });
});

test('failures in many files are not run again', async () => {
  const first = outcome({ failed: TEN.slice(0, 9).map((name) => failed(name)) });
  expect(await runAgain(first, never)).toEqual({ ...first, unsteady: [] });
  const last = { name: 'vitest left no report', why: '', again: null };
  const eight = TEN.slice(0, 8).map((name) => failed(name));
  const second = outcome({ failed: [...eight, last] });
  expect(await runAgain(second, never)).toEqual({ ...second, unsteady: [] });
});

test('many failures in a few files are run again, each file once', async () => {
  const inOne = TEN.map((name) => failedIn('one.test.ts', name));
  const others = ['1', '2', '3', '4', '5', '6', '7'].map((name) => failed(name));
  const asked = [];
  const { passed, failed: still } = await runAgain(
    outcome({ failed: [...inOne, ...others] }),
    async (_, places) => {
      asked.push(...places);
      return outcome({ passed: TEN.slice(1), failed: [inOne[0], ...others] });
    },
  );
  expect(asked).toEqual(['one.test.ts', ...others.map(({ again }) => again.file)]);
  expect(passed).toEqual(TEN.slice(1));
  expect(still).toEqual([inOne[0], ...others]);
});

test('what stands around the tests of a file is right when nothing of it fails, and is no test', async () => {
  const around = failedIn('/a.test.ts', '/a.test.ts');
  const first = outcome({ passed: ['other'], failed: [around, failedIn('/a.test.ts', 'cut')] });
  const fine = await runAgain(first, async () =>
    outcome({ passed: ['cut', 'other'], files: ['/a.test.ts'] }),
  );
  expect(fine.passed).toEqual(['other', 'cut']);
  expect(fine.failed).toEqual([]);
  expect(fine.unsteady).toEqual(first.failed);
  const still = await runAgain(first, async () => outcome({ passed: ['cut'], failed: [around] }));
  expect(still.passed).toEqual(['other', 'cut']);
  expect(still.failed).toEqual([around]);
});
