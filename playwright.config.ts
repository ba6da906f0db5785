import { defineConfig } from '@playwright/test';

const GALLERY = 'http://127.0.0.1:4811';
const galleryConfig = '-c renderer/gallery/vite.config.ts';

/** An installed Chromium; where none is, the one that Playwright downloads. */
const executablePath = process.env.SHOAL_CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: 'line',
  projects: [
    {
      name: 'gallery',
      testDir: 'e2e/ui',
      // Each project has a folder of its own, which Playwright empties when the project runs.
      outputDir: 'test-results/gallery',
      use: {
        baseURL: GALLERY,
        viewport: { width: 1280, height: 820 },
        launchOptions: {
          executablePath,
          args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      },
    },
    {
      name: 'electron',
      testDir: 'e2e',
      testMatch: 'electron.spec.ts',
      outputDir: 'test-results/electron',
    },
  ],
  webServer: {
    command: `npx vite build ${galleryConfig} --logLevel warn && npx vite preview ${galleryConfig}`,
    url: GALLERY,
    reuseExistingServer: false,
  },
});
