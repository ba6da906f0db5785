import { writeFileSync } from 'node:fs';

/** Where the report is written to: a variable of the environment. */
export const REPORT_VARIABLE = 'SHOAL_TEST_REPORT';

/**
 * Writes what `readVitest` reads. Vitest's own JSON says of a test that it was skipped, and not whether it
 * was meant to be, or what stands before it failed.
 */
export default class VitestReporter {
  onTestRunEnd(modules) {
    writeFileSync(process.env[REPORT_VARIABLE], JSON.stringify(modules.map(fileOf)));
  }
}

function fileOf(module) {
  const around = [module, ...module.children.allSuites()];
  return {
    file: module.moduleId,
    state: module.state(),
    errors: around.flatMap((suite) => suite.errors()).map(messageOf),
    tests: [...module.children.allTests()].map(testOf),
  };
}

function testOf(test) {
  const { state, note, errors = [] } = test.result();
  return {
    name: test.fullName,
    state,
    meant: test.options.mode === 'run' && note === undefined ? 'to run' : 'to be skipped',
    note,
    errors: errors.map(messageOf),
  };
}

function messageOf({ stack, message }) {
  return stack || message;
}
