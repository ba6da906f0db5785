// Renders assets/*.svg to the PNG files that Electron and electron-builder take:
//   node scripts/render-icons.mjs
// Run it after a change to one of the drawings, and commit what it makes.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './lib/chromium.mjs';
import { ROOT } from './lib/root.mjs';

const TEAL = '#159a98';
const BLACK = '#000';

/** macOS colours images called …Template itself; @2x is for screens of twice the density. */
const IMAGES = [
  { drawing: 'icon', image: 'icon', size: 512, colour: TEAL },
  // For Linux, which picks the size that fits.
  ...[16, 32, 48, 64, 128, 256, 512].map((size) => {
    return { drawing: 'icon', image: `icons/${size}x${size}`, size, colour: TEAL };
  }),
  ...['tray', 'tray-news'].flatMap((drawing) =>
    [
      { suffix: '', colour: TEAL },
      { suffix: 'Template', colour: BLACK },
    ].flatMap(({ suffix, colour }) => [
      { drawing, image: `${drawing}${suffix}`, size: 16, colour },
      { drawing, image: `${drawing}${suffix}@2x`, size: 32, colour },
    ]),
  ),
];

await mkdir(join(ROOT, 'assets', 'icons'), { recursive: true });
const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const { drawing, image, size, colour } of IMAGES) {
  const svg = await readFile(join(ROOT, 'assets', `${drawing}.svg`), 'utf8');
  await page.setContent(
    `<style>body{margin:0;color:${colour}}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  const png = await page.locator('svg').screenshot({ omitBackground: true });
  await writeFile(join(ROOT, 'assets', `${image}.png`), png);
}
await browser.close();
