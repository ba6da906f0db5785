import { readFileSync } from 'node:fs';

/**
 * What is to be given to a runner for a test to run again. A place is a file, or a line of it. A test
 * that builds on those before it is run again with them.
 *
 * @typedef {{ project: string, file: string, place: string }} Again
 *
 * A test that failed, or was cut short: what it is called, the first lines of what it said, and how to
 * run it again (null where it was no test that failed). What stands around the tests of a file, or a
 * file that cannot be loaded, is called by its path.
 *
 * @typedef {{ name: string, why: string, again: Again | null }} Failure
 *
 * What a test run came to: the names of those that passed, those that failed, the names of those that
 * were skipped with the reason in brackets, and the paths of the files of which nothing failed.
 *
 * @typedef {{ passed: string[], failed: Failure[], skipped: string[], files?: string[] }} Outcome
 */

const MOST_LINES = 8;
const CUT_SHORT =
  'It was cut short: what stands before it failed, or the process that ran it ended.';
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal are such characters
const COLOURS = /\u001b\[[0-9;]*m/g;

/** @returns {Outcome} of vitest-reporter.mjs, for a run of one project */
export function readVitest(report, project) {
  const outcome = { passed: [], failed: [], skipped: [], files: [] };
  for (const { file, state, errors, tests } of JSON.parse(readFileSync(report, 'utf8'))) {
    const again = { project, file, place: file };
    const fail = (name, why) => outcome.failed.push({ name, why: beginning(why), again });
    if (state === 'passed') outcome.files.push(file);
    for (const why of errors.slice(0, 1)) fail(file, why);
    for (const { name, state, meant, note, errors } of tests) {
      if (state === 'passed') outcome.passed.push(name);
      else if (state === 'failed') fail(name, errors[0]);
      else if (state === 'pending' || meant === 'to run') fail(name, CUT_SHORT);
      else outcome.skipped.push(note === undefined ? name : `${name} (${note})`);
    }
  }
  return outcome;
}

/** @returns {Outcome} of Playwright's JSON reporter */
export function readPlaywright(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const outcome = { passed: [], failed: [], skipped: [] };
  for (const { message } of report.errors) outcome.failed.push(failure('Playwright', message));
  for (const { title, tests, ...spec } of report.suites.flatMap(specsOf)) {
    for (const test of tests) {
      const name = `${test.projectName}: ${title}`;
      if (test.status === 'expected') outcome.passed.push(name);
      else if (isMeantToBeSkipped(test)) {
        outcome.skipped.push(`${name} (${skipReason(test.annotations)})`);
      } else outcome.failed.push({ name, why: whyOf(test), again: againOf(test, spec) });
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

/** One that never came to run is called skipped as well, but nobody expected it. */
function isMeantToBeSkipped({ status, expectedStatus }) {
  return status === 'skipped' && expectedStatus === 'skipped';
}

function whyOf({ status, results }) {
  const { error } = results.find(({ error }) => error !== undefined) ?? {};
  return error === undefined && status === 'skipped' ? CUT_SHORT : beginning(error?.message);
}

/** Of those that run one after the other, the whole group: Playwright tells where it begins, a file as line 0. */
function againOf({ projectName, annotations }, { file, line }) {
  const group = annotations.find(({ type }) => type === 'serial');
  const from = group === undefined ? line : group.location.line;
  return { project: projectName, file, place: from === 0 ? file : `${file}:${from}` };
}

function skipReason(annotations) {
  return annotations.find(({ type }) => type === 'skip')?.description ?? 'without a reason';
}
