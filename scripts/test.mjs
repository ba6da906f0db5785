// npm test: installs what is missing and runs everything. The last line is
// `N passed, N failed, N skipped`; with SHOAL_TEST_STRICT=1 a skipped test is a failure, too.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { runChecks } from './lib/checks.mjs';
import { findElectron, virtualDisplay } from './lib/electron.mjs';
import { ownNetwork } from './lib/own-network.mjs';
import { prepare } from './lib/prepare.mjs';
import { readPlaywright, readVitest } from './lib/reports.mjs';
import { ROOT } from './lib/root.mjs';
import { runTool } from './lib/run.mjs';

const PROJECTS = {
  unit: 'tests of units',
  integration: 'tests of engines and hosts',
  e2e: 'tests of whole programs',
  attacks: 'attacks, while others work',
};
const REPORTS = join(ROOT, 'out', 'reports');
const total = { passed: 0, failed: [], skipped: [] };

await prepare();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

await sourceChecks();
const network = ownNetwork();
// Most tests wait most of the time. Where each of these has a network of its own, they run side by side.
const parts = [insideVitest, () => vitest('e2e'), playwright];
if (network !== null) await Promise.all(parts.map((part) => part()));
else for (const part of parts) await part();
await vitest('attacks');
report();

async function insideVitest() {
  await vitest('unit');
  await vitest('integration');
}

async function sourceChecks() {
  console.log('');
  for (const { name, passed } of await runChecks()) {
    add(passed ? { passed: 1, failed: [], skipped: [] } : failure(name));
  }
}

async function vitest(project) {
  console.log(`\n${PROJECTS[project]}`);
  const file = join(REPORTS, `vitest-${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = ['run', '--project', project, ...reporters];
  const { code } = await runTool('vitest', 'vitest', args, { through: network ?? [] });
  add(outcomeOf(`vitest, ${project}`, code, () => readVitest(file)));
}

async function playwright() {
  console.log('\ntests in a browser and in Electron');
  const browser = await ensureBrowser();
  if (browser.problem !== undefined) {
    add(failure(`tests in a browser: ${browser.problem}`));
    return;
  }
  const display = virtualDisplay();
  const electron = display.problem === undefined ? await findElectron() : display;
  const file = join(REPORTS, 'playwright.json');
  const { code } = await runTool(
    '@playwright/test',
    'playwright',
    ['test', '--reporter=line,json'],
    {
      through: [...(network ?? []), ...display.through],
      env: {
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        SHOAL_CHROMIUM: browser.path,
        ...(electron.path === undefined
          ? { SHOAL_ELECTRON_PROBLEM: electron.problem }
          : { SHOAL_ELECTRON: electron.path }),
      },
    },
  );
  add(outcomeOf('playwright', code, () => readPlaywright(file)));
}

/** An exit code that no test explains is a failure of its own. */
function outcomeOf(runner, code, read) {
  try {
    const outcome = read();
    return code === 0 || outcome.failed.length > 0
      ? outcome
      : { ...outcome, failed: [`${runner} ended with exit status ${code}`] };
  } catch (error) {
    return failure(`${runner} left no report: ${error.message}`);
  }
}

function failure(name) {
  return { passed: 0, failed: [name], skipped: [] };
}

function add({ passed, failed, skipped }) {
  total.passed += passed;
  total.failed.push(...failed);
  total.skipped.push(...skipped);
}

function report() {
  const { passed, failed, skipped } = total;
  console.log('');
  for (const name of failed) console.log(`failed: ${name}`);
  for (const name of skipped) console.log(`skipped: ${name}`);
  console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  const strict = process.env.SHOAL_TEST_STRICT === '1';
  process.exitCode = failed.length > 0 || (strict && skipped.length > 0) ? 1 : 0;
}
