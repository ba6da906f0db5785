import { join } from 'node:path';
import { gitHome } from '../e2e/support/git-home.ts';
import { runProgram } from '../e2e/support/run-program.ts';
import { runShoal, ShoalNode } from '../e2e/support/shoal-node.ts';
import { SmartOrigin } from '../e2e/support/smart-origin.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { git } from '../engine/testing/git.ts';
import type { BenchOptions } from './support/options.ts';
import { atMost, percentile, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';

const ROUNDS = 40;
/** What Shoal may cost a fetch that brings nothing, in milliseconds. */
const TARGET = 80;

/** `git fetch` with nothing new from an origin on this machine: by git alone, and through Shoal's helper. */
export async function benchNothingNew(
  options: BenchOptions,
  say: Say,
  scope: Scope,
): Promise<Report> {
  const scratch = scratchFolder(scope);
  const source = join(scratch, 'source');
  buildRepository(source, { commits: 200 });
  git(scratch, ['clone', '--quiet', '--bare', source, join(scratch, 'served', 'app.git')]);
  const origin = await scope.use(SmartOrigin.start(join(scratch, 'served')));
  const node = await scope.use(ShoalNode.start('bench', { args: ['--no-mdns'] }));
  const settings = ['[credential]', `helper = ${JSON.stringify(origin.credentials)}`];
  const alone = gitHome(join(scratch, 'alone'), settings);
  const helped = gitHome(join(scratch, 'helped'), settings);
  await runShoal(['git', 'enable', origin.host, '--data', join(node.directory, 'data')], helped);
  const clone = join(scratch, 'clone');
  const url = `${origin.host}/app.git`;
  await runProgram('git', ['clone', '--quiet', url, clone], { cwd: scratch, env: alone });
  const fetching = async (env: NodeJS.ProcessEnv) => {
    const since = performance.now();
    const { exitCode, stderr } = await runProgram('git', ['fetch', '--quiet'], { cwd: clone, env });
    if (exitCode !== 0) throw new Error(stderr);
    return performance.now() - since;
  };
  const [withGit, withShoal]: [number[], number[]] = [[], []];
  // In turns: what else this machine does is then in both.
  for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1) {
    withGit.push(await fetching(alone));
    withShoal.push(await fetching(helped));
  }
  say(`${withGit.length} rounds`);
  const plain = percentile(withGit, 0.5);
  const through = percentile(withShoal, 0.5);
  return {
    name: 'nothing-new',
    rows: [
      atMost(
        'git fetch with nothing new, ms more than git alone (median)',
        through - plain,
        TARGET,
        {
          ...{ withGit, withShoal },
        },
      ),
      atMost('git alone, ms', plain, null, {}),
    ],
  };
}
