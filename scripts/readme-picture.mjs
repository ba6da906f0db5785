// Takes the README's pictures of the demo, light and dark, with one teammate's heads fetched:
//   node scripts/readme-picture.mjs
// Run it after a change to how the window looks, look at what it makes, and commit it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { findChromium } from './lib/chromium.mjs';
import { prepare } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';

const WINDOW = { viewport: { width: 1280, height: 820 }, deviceScaleFactor: 1.5 };

await prepare();
const dataFolder = await mkdtemp(join(tmpdir(), 'shoal-picture-'));
const node = spawn(
  process.execPath,
  [
    ...[join(ROOT, 'out', 'main', 'shoal.js'), 'serve', '--json', '--demo', '--ui', '0'],
    ...['--data', dataFolder, '--name', 'Sprat'],
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const [told] = await once(createInterface({ input: node.stdout }), 'line');
  const page = await browser.newPage(WINDOW);
  await page.goto(JSON.parse(told).ui);
  await trust(page, 'Anchovy');
  await fetchFrom(page, 'Smelt');
  await settled(page);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(ROOT, 'assets', `screenshot-${colorScheme}.png`) });
  }
} finally {
  await browser.close();
  node.kill('SIGINT');
  await once(node, 'exit');
  await rm(dataFolder, { recursive: true });
}

async function trust(page, teammate) {
  await page.getByRole('option', { name: new RegExp(`^${teammate} .*ms$`) }).click();
  await page.getByRole('button', { name: `The words match, trust ${teammate}` }).click();
}

/** Fetched and new heads stand beside each other then. */
async function fetchFrom(page, teammate) {
  const project = page.getByRole('option', { name: 'harbour-map' });
  await project.getByText('Anchovy, Herring, Smelt').waitFor();
  await project.click();
  await page
    .getByRole('button', { name: `Fetch from ${teammate}` })
    .first()
    .click();
  await page.getByText(/Fetched \d+ heads/).waitFor();
  await page.mouse.move(0, 0);
}

/** Starting keeps a machine busy, which round trips on loopback would show. */
async function settled(page) {
  for (const name of ['Anchovy', 'Herring', 'Smelt']) {
    const near = new RegExp(`^${name} .*(<1|\\b\\d) ms$`);
    await page.getByRole('option', { name: near }).waitFor({ timeout: 60_000 });
  }
}
