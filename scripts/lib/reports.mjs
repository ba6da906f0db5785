import { readFileSync } from 'node:fs';

/**
 * What a test run came to: how many passed, and the names of those that failed, and of those that
 * were skipped with the reason in brackets.
 *
 * @typedef {{ passed: number, failed: string[], skipped: string[] }} Outcome
 */

/** @returns {Outcome} of vitest's JSON reporter */
export function readVitest(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const outcome = { passed: 0, failed: [], skipped: [] };
  for (const { name, status, message, assertionResults } of report.testResults) {
    // A file that could not be loaded fails without having tests.
    if (status === 'failed' && assertionResults.length === 0) {
      outcome.failed.push(`${name}: ${message}`);
    }
    for (const test of assertionResults) {
      if (test.status === 'passed') outcome.passed += 1;
      else if (test.status === 'failed') outcome.failed.push(test.fullName);
      else outcome.skipped.push(test.fullName);
    }
  }
  return outcome;
}

/** @returns {Outcome} of Playwright's JSON reporter */
export function readPlaywright(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const outcome = { passed: 0, failed: [], skipped: [] };
  for (const { message } of report.errors) outcome.failed.push(message);
  for (const { title, tests } of report.suites.flatMap(specsOf)) {
    for (const { projectName, status, annotations } of tests) {
      const name = `${projectName}: ${title}`;
      if (status === 'expected') outcome.passed += 1;
      else if (status === 'skipped') outcome.skipped.push(`${name} (${skipReason(annotations)})`);
      else outcome.failed.push(name);
    }
  }
  return outcome;
}

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

function skipReason(annotations) {
  return annotations.find(({ type }) => type === 'skip')?.description ?? 'without a reason';
}
