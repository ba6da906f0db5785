import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPlaywright, readVitest } from './reports.mjs';
import { ROOT } from './root.mjs';
import { runTool } from './run.mjs';
import { REPORT_VARIABLE } from './vitest-reporter.mjs';

const folder = mkdtempSync(join(tmpdir(), 'shoal-reports-'));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

test('vitest: what a failure around tests or the end of a process cuts short has failed, what is meant to be skipped has not', async () => {
  const before = `beforeAll(() => { throw new Error('nobody listens'); });`;
  const cut = write('cut.test.mjs', [
    `test('stands apart', () => {});`,
    `describe('group', () => {`,
    before,
    `test('one', () => {});`,
    `test.skip('is skipped', () => {});`,
    `});`,
  ]);
  const whole = write('whole.test.mjs', [before, `test('two', () => {});`]);
  const after = write('after.test.mjs', [
    `afterAll(() => { throw new Error('not closed'); });`,
    `test('three', () => {});`,
    `test('fails', () => { throw new Error('wrong'); });`,
  ]);
  const ended = write('ended.test.mjs', [
    `test('four', () => { process.kill(process.pid, 'SIGKILL'); });`,
  ]);
  const unread = write('unread.test.mjs', [`import './nothing.mjs';`, `test('five', () => {});`]);
  const fine = write('fine.test.mjs', [
    `test('passes', () => {});`,
    `test('has a reason', ({ skip }) => skip('no namespaces'));`,
  ]);
  const { passed, failed, skipped, files } = await vitest();
  expect(passed.sort()).toEqual(['passes', 'stands apart', 'three']);
  expect(skipped.sort()).toEqual(['group > is skipped', 'has a reason (no namespaces)']);
  expect(files).toEqual([fine]);
  const told = failed.map(({ name, why }) => `${name}: ${why.split('\n')[0]}`);
  const cutShort =
    'It was cut short: what stands before it failed, or the process that ran it ended.';
  expect(told.sort()).toEqual([
    ...[`${after}: Error: not closed`, `${cut}: Error: nobody listens`],
    expect.stringMatching(/^\/.*unread\.test\.mjs: .*nothing\.mjs/),
    ...[`${whole}: Error: nobody listens`, 'fails: Error: wrong'],
    ...[`four: ${cutShort}`, `group > one: ${cutShort}`, `two: ${cutShort}`],
  ]);
  expect(new Set(failed.map(({ again }) => again.place))).toEqual(
    new Set([cut, whole, after, ended, unread]),
  );
  for (const { again } of failed)
    expect(again).toMatchObject({ project: 'unit', file: again.place });
});

test('Playwright: of tests that follow each other the whole group is run again, what did not run has failed', async () => {
  const serial = `test.describe.configure({ mode: 'serial' });`;
  const fails = `test('fails', () => { throw new Error('wrong'); });`;
  write('specs/serial.spec.mjs', [
    ...[serial, `test('begins', () => {});`, fails, `test('goes on', () => {});`],
    `test.skip('is skipped', () => {});`,
  ]);
  write('specs/group.spec.mjs', [
    `test.describe('group', () => {`,
    ...[serial, fails, `test('goes on', () => {});`],
    '});',
  ]);
  write('specs/apart.spec.mjs', [
    `test('has a reason', () => test.skip(true, 'no screen'));`,
    `test.describe('all', () => {`,
    `test.beforeAll(() => { throw new Error('nobody listens'); });`,
    `test('one', () => {});`,
    `test('two', () => {});`,
    '});',
  ]);
  const { passed, failed, skipped } = await playwright();
  expect(passed).toEqual(['window: begins']);
  expect(skipped.sort()).toEqual([
    'window: has a reason (no screen)',
    'window: is skipped (without a reason)',
  ]);
  const told = failed.map(
    ({ name, why, again }) => `${again.place} ${name}: ${why.split('\n')[0]}`,
  );
  const cutShort =
    'It was cut short: what stands before it failed, or the process that ran it ended.';
  expect(told.sort()).toEqual([
    'apart.spec.mjs:5 window: one: Error: nobody listens',
    `apart.spec.mjs:6 window: two: ${cutShort}`,
    'group.spec.mjs:2 window: fails: Error: wrong',
    `group.spec.mjs:2 window: goes on: ${cutShort}`,
    'serial.spec.mjs window: fails: Error: wrong',
    `serial.spec.mjs window: goes on: ${cutShort}`,
  ]);
  const group = await playwright('group.spec.mjs:2');
  expect(group.failed.map(({ name }) => name)).toEqual(['window: fails', 'window: goes on']);
});

function write(name, lines) {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  const isSpec = name.endsWith('.spec.mjs');
  const imports = isSpec ? [`import { test } from '@playwright/test';`] : [];
  writeFileSync(file, [...imports, ...lines, ''].join('\n'));
  return file;
}

async function vitest() {
  const report = join(folder, 'vitest.json');
  const reporter = join(ROOT, 'scripts/lib/vitest-reporter.mjs');
  const args = ['run', '--root', folder, '--globals', `--reporter=${reporter}`, '--maxWorkers=1'];
  await runTool('vitest', 'vitest', args, { capture: true, env: { [REPORT_VARIABLE]: report } });
  return readVitest(report, 'unit');
}

async function playwright(...places) {
  const report = join(folder, 'playwright.json');
  const config = {
    testDir: 'specs',
    workers: 1,
    fullyParallel: true,
    projects: [{ name: 'window' }],
  };
  const file = join(folder, 'playwright.config.mjs');
  writeFileSync(file, `export default ${JSON.stringify(config)};\n`);
  await runTool(
    '@playwright/test',
    'playwright',
    ['test', '--reporter=json', '-c', file, ...places],
    {
      capture: true,
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    },
  );
  return readPlaywright(report);
}
