/**
 * @typedef {import('./reports.mjs').Outcome} Outcome
 * @typedef {import('./reports.mjs').Failure} Failure
 */

/**
 * In more files than this it is no chance, and a run of all of them would say nothing new. Of a file it
 * counts as one, however much failed: what went wrong for one test takes others with it.
 */
const MOST_FILES = 8;

/**
 * Runs what failed or was cut short once more, with nothing beside it: on a machine full of real
 * programs a test may fail for want of time. Only a test that is then seen to pass counts as passed,
 * and who reads the end of the output is told of it.
 *
 * @param {Outcome} outcome
 * @param {(project: string, places: string[]) => Promise<Outcome>} run
 * @returns {Promise<Outcome & { unsteady: Failure[] }>}
 */
export async function runAgain(outcome, run) {
  const unsteady = [];
  const passed = [];
  if (filesOf(outcome.failed) <= MOST_FILES) {
    for (const [project, failures] of byProject(outcome.failed)) {
      const second = await run(project, [...new Set(failures.map(({ again }) => again.place))]);
      const tests = new Set(second.passed);
      const files = new Set(second.files);
      for (const { name } of second.failed) tests.delete(name);
      const better = failures.filter(({ name }) => tests.has(name) || files.has(name));
      unsteady.push(...better);
      passed.push(...better.map(({ name }) => name).filter((name) => tests.has(name)));
    }
  }
  return {
    ...outcome,
    passed: [...outcome.passed, ...passed],
    failed: outcome.failed.filter((failure) => !unsteady.includes(failure)),
    unsteady,
  };
}

function filesOf(failed) {
  return new Set(failed.map(({ name, again }) => again?.file ?? name)).size;
}

/** What is no test cannot be run again. */
function byProject(failed) {
  const groups = new Map();
  for (const failure of failed.filter(({ again }) => again !== null)) {
    const { project } = failure.again;
    groups.set(project, [...(groups.get(project) ?? []), failure]);
  }
  return groups;
}
