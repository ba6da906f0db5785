import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { runNpm } from './run.mjs';

/** Installs the packages of package-lock.json, unless they are there. Throws when that fails. */
export async function ensureDependencies() {
  if (areInstalled()) return;
  process.stderr.write('Installing packages…\n');
  const { code, output } = await runNpm(['ci', '--include=dev', '--ignore-scripts'], {
    capture: true,
    // Also under `npm run --silent`: a failure has to say why.
    env: { npm_config_loglevel: 'error' },
  });
  if (code !== 0) throw new Error(`npm ci failed:\n${output}`);
}

/** npm lists what it installed in a lock file of its own. */
function areInstalled() {
  const wanted = readPackages('package-lock.json') ?? {};
  const present = readPackages('node_modules/.package-lock.json');
  if (present === null) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || present[path]?.version === version,
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    return null;
  }
}
