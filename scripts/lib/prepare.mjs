import { ensureBuilt } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureHook } from './hook.mjs';
import { withLock } from './lock.mjs';
import { ROOT } from './root.mjs';

/** Makes a checkout ready to run; a reason why it cannot be is printed, and ends the process. */
export function prepare() {
  return orEnd(async () => {
    await ensureDependencies();
    ensureHook(ROOT);
    await ensureBuilt();
  });
}

/** Makes a checkout ready for what reads its source text only, like `prepare`. */
export function prepareTools() {
  return orEnd(ensureDependencies);
}

async function orEnd(work) {
  try {
    await withLock(work);
  } catch (error) {
    process.stderr.write(`shoal: ${error.message}\n`);
    process.exit(1);
  }
}
