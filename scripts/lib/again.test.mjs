import { expect, test } from 'vitest';
import { runAgain } from './again.mjs';

const failed = (name, project = 'unit') => ({
  name,
  why: 'Timed out',
  again: { project, place: `${name}.test.ts` },
});
const outcome = (parts) => ({ passed: [], failed: [], skipped: [], ...parts });

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
});

test('many failures are not run again', async () => {
  const first = outcome({ failed: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => failed(name)) });
  const run = () => Promise.reject(new Error('run again'));
  expect(await runAgain(first, run)).toEqual({ ...first, unsteady: [] });
});
