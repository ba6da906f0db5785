import { readFileSync } from 'node:fs';

/**
 * A test that failed: what it is called, the first lines of what it said, and what to give its
 * runner to run it again (none where it was no test that failed).
 *
 * @typedef {{ name: string, why: string, again: { project: string, place: string } | null }} Failure
 *
 * What a test run came to: the names of those that passed, those that failed, and the names of those
 * that were skipped with the reason in brackets.
 *
 * @typedef {{ passed: string[], failed: Failure[], skipped: string[] }} Outcome
 */

const MOST_LINES = 8;
const CUT_SHORT = 'The process that ran it ended before it did.';
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal are such characters
const COLOURS = /\u001b\[[0-9;]*m/g;

/** @returns {Outcome} of vitest's JSON reporter, which ran one project */
export function readVitest(file, project) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const outcome = { passed: [], failed: [], skipped: [] };
  for (const { name, status, message, assertionResults } of report.testResults) {
    const again = { project, place: name };
    // A file that could not be loaded fails without having tests.
    if (status === 'failed' && assertionResults.length === 0) {
      outcome.failed.push({ name, why: beginning(message), again });
    }
    for (const { fullName, status, failureMessages = [] } of assertionResults) {
      if (status === 'passed') outcome.passed.push(fullName);
      else if (status === 'pending') outcome.failed.push({ name: fullName, why: CUT_SHORT, again });
      else if (status !== 'failed') outcome.skipped.push(fullName);
      else outcome.failed.push({ name: fullName, why: beginning(failureMessages[0]), again });
    }
  }
  return outcome;
}

/** @returns {Outcome} of Playwright's JSON reporter */
export function readPlaywright(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const outcome = { passed: [], failed: [], skipped: [] };
  for (const { message } of report.errors) outcome.failed.push(failure('Playwright', message));
  for (const { title, file: spec, line, tests } of report.suites.flatMap(specsOf)) {
    for (const { projectName, status, annotations, results } of tests) {
      const name = `${projectName}: ${title}`;
      if (status === 'expected') outcome.passed.push(name);
      else if (status === 'skipped') outcome.skipped.push(`${name} (${skipReason(annotations)})`);
      else {
        const why = beginning(results.find(({ error }) => error !== undefined)?.error?.message);
        outcome.failed.push({
          name,
          why,
          again: { project: projectName, place: `${spec}:${line}` },
        });
      }
    }
  }
  return outcome;
}

/** What failed without being a test, as a failure. @returns {Failure} */
export function failure(name, why = '') {
  return { name, why: beginning(why), again: null };
}

function beginning(message = '') {
  return message.replaceAll(COLOURS, '').trim().split('\n').slice(0, MOST_LINES).join('\n');
}

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

function skipReason(annotations) {
  return annotations.find(({ type }) => type === 'skip')?.description ?? 'without a reason';
}
