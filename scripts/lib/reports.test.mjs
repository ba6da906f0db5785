import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readVitest } from './reports.mjs';

const folder = mkdtempSync(join(tmpdir(), 'shoal-reports-'));

test('a test whose process ended has failed, and is not one that is skipped', () => {
  const file = join(folder, 'report.json');
  const assertionResults = ['passed', 'pending', 'skipped', 'failed'].map((status) => ({
    ...{ fullName: `is ${status}`, status, failureMessages: [] },
  }));
  const testResults = [{ name: '/a.test.ts', status: 'passed', message: '', assertionResults }];
  writeFileSync(file, JSON.stringify({ testResults }));
  const { passed, failed, skipped } = readVitest(file, 'unit');
  rmSync(folder, { recursive: true });
  expect(passed).toEqual(['is passed']);
  expect(skipped).toEqual(['is skipped']);
  const again = { project: 'unit', place: '/a.test.ts' };
  expect(failed).toMatchObject([
    { name: 'is pending', again },
    { name: 'is failed', again },
  ]);
});
