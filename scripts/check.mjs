// npm run check: types, lint, layers, dead code and the size of rooms; installs what is missing first.
import { runChecks, secondsSince } from './lib/checks.mjs';
import { prepareTools } from './lib/prepare.mjs';

await prepareTools();
const startedAt = Date.now();
const checks = await runChecks();
const failed = checks.filter(({ passed }) => !passed).map(({ name }) => name);
const took = secondsSince(startedAt);
console.log(
  failed.length === 0
    ? `${checks.length} checks passed, ${took}`
    : `failed: ${failed.join(', ')}, ${took}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
