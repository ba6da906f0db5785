import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { runNode, runTool } from './run.mjs';
import { SOURCE_FOLDERS } from './source-folders.mjs';

/** What holds for the source text, each with how it is asked. */
const CHECKS = [
  {
    name: 'types',
    // What did not change since the last time is not looked at again.
    run: (options) =>
      runTool(
        '@typescript/native',
        'tsc',
        ['--noEmit', '--incremental', '--tsBuildInfoFile', 'out/types.tsbuildinfo'],
        options,
      ),
  },
  {
    name: 'lint and format',
    run: (options) => runTool('@biomejs/biome', 'biome', ['check', '.'], options),
  },
  {
    name: 'layers',
    run: (options) =>
      runTool(
        'dependency-cruiser',
        'depcruise',
        ['--config', '.dependency-cruiser.mjs', ...SOURCE_FOLDERS],
        options,
      ),
  },
  { name: 'dead code', run: (options) => runTool('knip', 'knip', [], options) },
  {
    name: 'rooms',
    run: (options) => runNode([join(ROOT, 'scripts', 'check-rooms.mjs')], options),
  },
];

/**
 * Runs all checks side by side and tells of each as it ends, with what a failed one said.
 *
 * @param {string} [folder] whose source text it is about
 * @param {(line: string) => void} [tell]
 * @returns {Promise<{ name: string, passed: boolean, output: string }[]>}
 */
export function runChecks(folder = ROOT, tell = console.log) {
  return Promise.all(
    CHECKS.map(async ({ name, run }) => {
      const startedAt = Date.now();
      const { code, output } = await run({ capture: true, cwd: folder });
      const passed = code === 0;
      tell(`${name}: ${passed ? 'passed' : 'failed'}, ${secondsSince(startedAt)}`);
      if (!passed) tell(output);
      return { name, passed, output };
    }),
  );
}

/** In words: `3.2 s`. */
export function secondsSince(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
