import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

test('guests are let in for as long as was chosen, and put out again', async ({ page }) => {
  await open(page, 'guests-off');
  const asked = () => page.evaluate(() => window.gallery?.calls.at(-1));
  const letIn = page.getByRole('switch', { name: /Let guests in/ });
  await expect(letIn).not.toBeChecked();
  await page.getByRole('button', { name: /How long guests are let in/ }).press('Enter');
  await page.getByRole('option', { name: 'for an hour' }).press('Enter');
  await letIn.press('Space');
  await expect.poll(async () => (await asked())?.name).toBe('guests.on');
  const until = Number(JSON.stringify(await asked()).match(/"until":(\d+)/)?.[1]);
  expect(until - (await page.evaluate(() => Date.now()))).toBe(3_600_000);

  await open(page, 'guests-on');
  await expect(letIn).toBeChecked();
  await letIn.press('Space');
  await expect.poll(async () => (await asked())?.name).toBe('guests.off');
});

test('the line to clone by is copied as it is shown, and each repository has its own', async ({
  page,
}) => {
  await open(page, 'guests-on');
  const how = page.getByRole('region', { name: 'How guests clone' });
  const line = 'git clone http://192.168.1.5:41733/harbour-map.git';
  await expect(how).toContainText(line);
  await expect(how.getByRole('img', { name: /harbour-map/ })).toBeVisible();
  const copied = page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        window.addEventListener('copy', (event) =>
          resolve(event.clipboardData?.getData('text/plain') ?? ''),
        ),
      ),
  );
  await how.getByRole('button', { name: `Copy ${line}` }).press('Enter');
  await expect(how.getByText('Copied')).toBeVisible();
  expect(await copied).toBe(line);
  await how.getByRole('button', { name: /Which repository/ }).press('Enter');
  await page.getByRole('option', { name: 'dotfiles', exact: true }).press('Enter');
  await expect(how).not.toContainText('harbour-map.git');
});
