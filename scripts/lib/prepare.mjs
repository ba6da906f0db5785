import { ensureBuilt } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { withLock } from './lock.mjs';

/** Makes a checkout ready to run; a reason why it cannot be is printed, and ends the process. */
export async function prepare() {
  try {
    await withLock(async () => {
      await ensureDependencies();
      await ensureBuilt();
    });
  } catch (error) {
    process.stderr.write(`shoal: ${error.message}\n`);
    process.exit(1);
  }
}
