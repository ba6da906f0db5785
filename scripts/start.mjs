// npm start: installs and builds what is missing, then opens the app. Arguments are passed on; both
// the app and its stand-in, the same UI in a browser, take those of `shoal serve`.
import { join } from 'node:path';
import { displayProblem, electronSwitches, findElectron } from './lib/electron.mjs';
import { prepare } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { run, runNode } from './lib/run.mjs';

await prepare();
const args = process.argv.slice(2);
const display = displayProblem();
const electron = display === null ? await findElectron() : { problem: display };

if (electron.path !== undefined) {
  const { code } = await run(electron.path, [...electronSwitches(), ROOT, ...args]);
  process.exitCode = code;
} else {
  console.log(`No window, since ${electron.problem}: open the http address below in a browser.`);
  const shoal = join(ROOT, 'out', 'main', 'shoal.js');
  const { code } = await runNode([shoal, 'serve', '--ui', '0', ...args]);
  process.exitCode = code;
}
