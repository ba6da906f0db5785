// npm test: installs what is missing and runs everything. The last line is
// `N passed, N failed, N skipped`; with SHOAL_TEST_STRICT=1 a skipped test is a failure, too. What
// fails is run once more when all else is done, and is told also if it passes then.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runAgain } from './lib/again.mjs';
import { ensureBrowser } from './lib/browser.mjs';
import { runChecks } from './lib/checks.mjs';
import { findElectron, virtualDisplay } from './lib/electron.mjs';
import { temporaryInMemory } from './lib/memory-folder.mjs';
import { ownNetwork } from './lib/own-network.mjs';
import { prepare } from './lib/prepare.mjs';
import { failure, readPlaywright, readVitest } from './lib/reports.mjs';
import { ROOT } from './lib/root.mjs';
import { runTool } from './lib/run.mjs';
import { REPORT_VARIABLE } from './lib/vitest-reporter.mjs';

const PROJECTS = {
  unit: 'tests of units',
  integration: 'tests that stand apart',
  scenarios: 'tests of engines',
  e2e: 'tests of whole programs',
  attacks: 'attacks, while others work',
};
const REPORTS = join(ROOT, 'out', 'reports');
const VITEST_REPORTER = join(ROOT, 'scripts', 'lib', 'vitest-reporter.mjs');
/**
 * Of those that run side by side, `e2e` takes longest, and one program of it waits for another: it has the processor
 * when it asks for it, and the others what it leaves.
 */
const FIRST = new Set(['e2e', 'attacks']);
const GIVING_WAY = ['nice', '-n', '10'];
const checks = { passed: [], failed: [], skipped: [] };

await prepare();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

await sourceChecks();
Object.assign(process.env, temporaryInMemory());
const network = ownNetwork();
const through = network ?? [];
/** Before those that give way, where others run beside them. */
const givingWay = network === null ? [] : GIVING_WAY;
// Most tests wait most of the time. Where each of these has a network of its own, they run side by side.
const parts = [insideVitest, () => vitestProject('e2e'), () => playwright()];
const outcomes = network === null ? [] : await Promise.all(parts.map((part) => part()));
if (network === null) for (const part of parts) outcomes.push(await part());
outcomes.push(await vitestProject('attacks'));
report(await runAgain(together([checks, ...outcomes]), again));

async function sourceChecks() {
  console.log('');
  for (const { name, passed } of await runChecks()) {
    if (passed) checks.passed.push(name);
    else checks.failed.push(failure(name));
  }
}

async function insideVitest() {
  const outcomes = [];
  for (const project of ['unit', 'integration', 'scenarios']) {
    outcomes.push(await vitestProject(project));
  }
  return together(outcomes);
}

/** @returns {Promise<import('./lib/reports.mjs').Outcome>} */
async function vitestProject(project, files = []) {
  console.log(`\n${PROJECTS[project]}`);
  const file = join(REPORTS, `vitest-${project}.json`);
  const reporters = ['--reporter=default', `--reporter=${VITEST_REPORTER}`];
  const args = ['run', '--project', project, ...reporters, ...files];
  const env = { [REPORT_VARIABLE]: file };
  const before = FIRST.has(project) ? through : [...through, ...givingWay];
  const { code } = await runTool('vitest', 'vitest', args, { through: before, env });
  return outcomeOf(`vitest, ${project}`, code, () => readVitest(file, project));
}

/** @returns {Promise<import('./lib/reports.mjs').Outcome>} */
async function playwright(args = []) {
  console.log('\ntests in a browser and in Electron');
  const browser = await ensureBrowser();
  if (browser.problem !== undefined) {
    return onlyFailure(`tests in a browser: ${browser.problem}`);
  }
  const display = virtualDisplay();
  const electron = display.problem === undefined ? await findElectron() : display;
  const file = join(REPORTS, 'playwright.json');
  const { code } = await runTool(
    '@playwright/test',
    'playwright',
    ['test', '--reporter=line,json', ...args],
    {
      through: [...through, ...givingWay, ...display.through],
      env: {
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        SHOAL_CHROMIUM: browser.path,
        ...(electron.path === undefined
          ? { SHOAL_ELECTRON_PROBLEM: electron.problem }
          : { SHOAL_ELECTRON: electron.path }),
      },
    },
  );
  return outcomeOf('playwright', code, () => readPlaywright(file));
}

function again(project, places) {
  console.log(`\nonce more: ${places.join(', ')}`);
  return project in PROJECTS
    ? vitestProject(project, places)
    : playwright([`--project=${project}`, ...places]);
}

/** An exit code that no test explains is a failure of its own. */
function outcomeOf(runner, code, read) {
  try {
    const outcome = read();
    return code === 0 || outcome.failed.length > 0
      ? outcome
      : { ...outcome, failed: [failure(`${runner} ended with exit status ${code}`)] };
  } catch (error) {
    return onlyFailure(`${runner} left no report`, error.message);
  }
}

function onlyFailure(name, why) {
  return { passed: [], failed: [failure(name, why)], skipped: [] };
}

function together(outcomes) {
  return {
    passed: outcomes.flatMap(({ passed }) => passed),
    failed: outcomes.flatMap(({ failed }) => failed),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  };
}

function report({ passed, failed, skipped, unsteady }) {
  console.log('');
  for (const { name, why } of unsteady) console.log(`passed only when run again: ${name}\n${why}`);
  for (const { name, why } of failed) console.log(`failed: ${name}\n${why}`);
  for (const name of skipped) console.log(`skipped: ${name}`);
  console.log(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
  const strict = process.env.SHOAL_TEST_STRICT === '1';
  process.exitCode = failed.length > 0 || (strict && skipped.length > 0) ? 1 : 0;
}
