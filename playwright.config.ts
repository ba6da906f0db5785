import { defineConfig } from '@playwright/test';
import type { ShellOption } from './e2e/app/test.ts';

const GALLERY = 'http://127.0.0.1:4811';
const galleryConfig = '-c renderer/gallery/vite.config.ts';

/** An installed Chromium; where none is, the one that Playwright downloads. */
const launchOptions = {
  executablePath: process.env.SHOAL_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** Letters are drawn alike, whatever the system has set for its screen. */
const SAME_LETTERS = ['--font-render-hinting=none', '--disable-lcd-text'];

export default defineConfig<object, ShellOption>({
  fullyParallel: true,
  // A busy machine takes its time; only what never comes waits so long.
  expect: { timeout: 20_000 },
  workers: 2,
  forbidOnly: true,
  // Without a picture to compare to, a test fails; `npm run pictures` makes them.
  updateSnapshots: 'none',
  reporter: 'line',
  projects: [
    {
      name: 'gallery',
      testDir: 'e2e/ui',
      // Each project has a folder of its own, which Playwright empties when the project runs.
      outputDir: 'test-results/gallery',
      snapshotPathTemplate: '{testDir}/reference/{arg}{ext}',
      // Each is over in a second or two; on a busy machine, in its own time.
      timeout: 120_000,
      use: {
        baseURL: GALLERY,
        viewport: { width: 1280, height: 820 },
        launchOptions: { ...launchOptions, args: [...launchOptions.args, ...SAME_LETTERS] },
      },
    },
    {
      name: 'chromium',
      testDir: 'e2e/app',
      outputDir: 'test-results/chromium',
      // The first of a worker's tests waits for its repository to be built.
      timeout: 180_000,
      workers: 1,
      use: { shell: 'chromium', launchOptions },
    },
    {
      name: 'electron',
      testDir: 'e2e',
      testMatch: [
        '{electron,engine-memory,tray,wake}.spec.ts',
        'app/*.spec.ts',
        'app/network/{changing-network,crowd,faults}.spec.ts',
      ],
      outputDir: 'test-results/electron',
      timeout: 180_000,
      workers: 1,
      use: { shell: 'electron' },
    },
  ],
  webServer: {
    command: `npx vite build ${galleryConfig} --logLevel warn && npx vite preview ${galleryConfig}`,
    url: GALLERY,
    reuseExistingServer: false,
  },
});
