/**
 * @typedef {import('./reports.mjs').Outcome} Outcome
 * @typedef {import('./reports.mjs').Failure} Failure
 */

/** More failures than this are no chance, and a run of all of them would say nothing new. */
const MOST = 5;

/**
 * Runs what failed once more, with nothing beside it: on a machine full of real programs a test may
 * fail for want of time. Only a test that is then seen to pass counts as passed, and who reads the
 * end of the output is told of it.
 *
 * @param {Outcome} outcome
 * @param {(project: string, places: string[]) => Promise<Outcome>} run
 * @returns {Promise<Outcome & { unsteady: Failure[] }>}
 */
export async function runAgain(outcome, run) {
  const unsteady = [];
  if (outcome.failed.length <= MOST) {
    for (const [project, failures] of byProject(outcome.failed)) {
      const second = await run(project, [...new Set(failures.map(({ again }) => again.place))]);
      const failed = new Set(second.failed.map(({ name }) => name));
      const passed = new Set(second.passed.filter((name) => !failed.has(name)));
      unsteady.push(...failures.filter(({ name }) => passed.has(name)));
    }
  }
  return {
    ...outcome,
    passed: [...outcome.passed, ...unsteady.map(({ name }) => name)],
    failed: outcome.failed.filter((failure) => !unsteady.includes(failure)),
    unsteady,
  };
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
