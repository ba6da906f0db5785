import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, expect, type LaunchOptions, test } from '@playwright/test';
import { smelt, tetra } from '../../renderer/gallery/fixtures/people.ts';
import { peerCode } from '../../shared/domain/peer-code.ts';
import type { PeerId } from '../../shared/ids.ts';
import { writeCameraPicture } from '../support/camera-picture.ts';
import { open, picture } from './gallery-page.ts';

/** A browser whose camera looks at a code. */
async function lookingAt(text: string, options: LaunchOptions, folder: string): Promise<Browser> {
  mkdirSync(folder, { recursive: true });
  const picture = join(folder, 'camera.y4m');
  writeCameraPicture(picture, text);
  const camera = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${picture}`,
  ];
  return chromium.launch({ ...options, args: [...(options.args ?? []), ...camera] });
}

for (const { what, text, refusal } of [
  { what: 'the one that was meant', text: peerCode(tetra.id), refusal: null },
  {
    what: 'somebody else’s',
    text: peerCode(smelt.id),
    refusal: 'This is Smelt’s code, not Tetra’s.',
  },
  {
    what: 'that of a stranger',
    text: peerCode('b'.repeat(52) as PeerId),
    refusal: /^This is the code of another computer/,
  },
  { what: 'no peer’s', text: 'https://example.org', refusal: 'This is no code of Shoal.' },
]) {
  test(`a code is scanned: ${what}`, async ({ launchOptions, baseURL }, info) => {
    const browser = await lookingAt(text, launchOptions, info.outputDir);
    try {
      const page = await browser.newPage({ baseURL });
      const complaints = await open(page, 'peer-new');
      await page.getByRole('button', { name: 'Scan Tetra’s code instead' }).press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Scan Tetra’s code' });
      await expect(dialog).toBeVisible();
      const trusted = () => page.evaluate(() => window.gallery?.calls.at(-1));
      if (refusal === null) {
        const params = { peer: tetra.id };
        await expect.poll(trusted).toEqual({ name: 'peers.trust', params });
      } else {
        await expect(dialog.getByText(refusal)).toBeVisible();
        expect(await trusted()).toBeUndefined();
        await picture(page, info, `scan-${what}`);
      }
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
}

test('the camera is let go when the dialog is closed', async ({ launchOptions, baseURL }, info) => {
  const browser = await lookingAt('https://example.org', launchOptions, info.outputDir);
  try {
    const page = await browser.newPage({ baseURL });
    await open(page, 'peer-new');
    await page.getByRole('button', { name: 'Scan Tetra’s code instead' }).press('Enter');
    const state = () =>
      page.evaluate(() => {
        const stream = document.querySelector('video')?.srcObject;
        if (stream instanceof MediaStream) Object.assign(window, { seen: stream });
        const seen = (window as { seen?: MediaStream }).seen;
        return seen?.getVideoTracks()[0]?.readyState ?? null;
      });
    await expect.poll(state).toBe('live');
    await page.keyboard.press('Escape');
    await expect.poll(state).toBe('ended');
  } finally {
    await browser.close();
  }
});
