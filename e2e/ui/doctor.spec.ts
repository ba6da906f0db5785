import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

test('each finding says what is so, what it means and what to do, with a command to copy', async ({
  page,
}) => {
  await open(page, 'doctor-port-blocked');
  const finding = page.getByRole('list', { name: 'Findings' }).getByRole('listitem');
  await expect(finding).toHaveCount(1);
  await expect(finding).toContainText('Anchovy, Herring and Sprat cannot dial this computer');
  await expect(finding).toContainText('A firewall on this computer drops what comes in.');
  await page.getByRole('button', { name: 'Copy sudo ufw allow 7654/tcp' }).click();
  await expect(page.getByRole('button', { name: 'Copy sudo ufw allow 7654/tcp' })).toHaveText(
    'Copied',
  );
});

test('a report is copied without names, or with them', async ({ page }) => {
  await open(page, 'doctor-port-blocked');
  const copied = () =>
    page.evaluate(
      () =>
        new Promise<string>((resolve) =>
          window.addEventListener(
            'copy',
            (event) => resolve(event.clipboardData?.getData('text/plain') ?? ''),
            { once: true },
          ),
        ),
    );
  const copy = () => page.getByRole('button', { name: /^(Copy the report|Copied)$/ }).click();
  const [nameless] = await Promise.all([copied(), copy()]);
  expect(nameless).toContain('Teammate 1');
  expect(nameless).not.toContain('Anchovy');
  await page.getByRole('checkbox', { name: 'With names, addresses and paths' }).press('Space');
  const [full] = await Promise.all([copied(), copy()]);
  expect(full).toContain('Anchovy');
});

test('somebody who cannot be reached leads to the doctor, about them', async ({ page }) => {
  await open(page, 'peer-unreachable');
  await page.getByRole('button', { name: 'Find out why' }).click();
  await expect(page.getByRole('main')).toContainText('about Pike');
  const asked = () => page.evaluate(() => window.gallery?.calls.at(-1));
  await expect
    .poll(asked)
    .toMatchObject({ name: 'doctor.examine', params: { about: expect.any(String) } });
});

test('while it looks it says so, and what could not be looked at can be tried again', async ({
  page,
}) => {
  await open(page, 'doctor-asking');
  await expect(page.getByRole('heading', { name: 'Looking…' })).toBeVisible();
  await open(page, 'doctor-no-answer');
  await expect(page.getByRole('alert')).toContainText('Something went wrong');
  await page.getByRole('button', { name: 'Look again' }).click();
  const calls = () => page.evaluate(() => window.gallery?.calls.length);
  await expect.poll(calls).toBe(2);
});
