// npm run pictures: draws the gallery's reference pictures anew, which its tests compare to, and looks whether
// they come out the same once more. Look at what has changed (`git status`), and commit it with its cause.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from './lib/browser.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { runTool } from './lib/run.mjs';
import { makeSmaller } from './lib/smaller-pictures.mjs';

const REFERENCES = join(ROOT, 'e2e', 'ui', 'reference');

await prepareTools();
const { path, problem } = await ensureBrowser();
if (problem !== undefined) {
  process.stderr.write(`shoal: ${problem}\n`);
  process.exit(1);
}
const version = await versionOf(path);
rmSync(REFERENCES, { recursive: true, force: true });
mkdirSync(REFERENCES);
writeFileSync(
  join(REFERENCES, 'drawn-by.json'),
  `{ "platform": "${process.platform}", "version": "${version}" }\n`,
);
// The tests fail where something else is wrong, too: then the pictures may be of that.
const drawn = await gallery('all');
makeSmaller(REFERENCES);
process.exitCode = drawn || (await gallery('none'));

/** @returns {Promise<string>} as in `156.0.8078.108` */
async function versionOf(executablePath) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    return browser.version();
  } finally {
    await browser.close();
  }
}

/** @param {'all' | 'none'} update which pictures are drawn anew */
async function gallery(update) {
  const files = ['gallery.spec.ts', 'contrast.spec.ts'];
  const args = ['test', '--project=gallery', `--update-snapshots=${update}`, ...files];
  const { code } = await runTool('@playwright/test', 'playwright', args, {
    env: { SHOAL_CHROMIUM: path },
  });
  return code;
}
