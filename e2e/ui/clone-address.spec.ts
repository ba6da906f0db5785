import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

test('a copied address is offered, and cloned into a folder that is called like it', async ({
  page,
}) => {
  await open(page, 'clone-address');
  const address = page.getByRole('textbox', { name: 'Address of the repository' });
  await expect(address).toHaveValue('https://example.org/harbour/tide-tables.git');
  const folder = page.getByRole('textbox', { name: 'Into this folder' });
  await expect(folder).toHaveValue(/tide-tables$/);
  await address.fill('git@example.org:harbour/charts.git');
  await expect(folder).toHaveValue(/charts$/);
  await folder.fill('/home/me/elsewhere');
  await address.fill('git@example.org:harbour/maps.git');
  await expect(folder).toHaveValue('/home/me/elsewhere');
  await page.getByRole('button', { name: 'Clone', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  const calls = await page.evaluate(() => window.gallery?.calls ?? []);
  expect(calls.slice(-2)).toMatchObject([
    { name: 'clone.check', params: { swarm: null, directory: '/home/me/elsewhere' } },
    {
      name: 'clone.url',
      params: { url: 'git@example.org:harbour/maps.git', directory: '/home/me/elsewhere' },
    },
  ]);
});

test('what is no address is not sent, and that is said', async ({ page }) => {
  await open(page, 'clone-address-empty');
  const clone = page.getByRole('button', { name: 'Clone', exact: true });
  await expect(clone).toBeDisabled();
  await page.getByRole('textbox', { name: 'Address of the repository' }).fill('tide tables');
  await clone.click();
  await expect(page.getByRole('dialog')).toContainText('Type an address, as in https://');
  const calls = await page.evaluate(() => window.gallery?.calls ?? []);
  expect(calls.map(({ name }) => name)).not.toContain('clone.url');
});

test('fetching ahead is turned off with a switch that says what it does', async ({ page }) => {
  await open(page, 'repositories');
  const ahead = page.getByRole('switch', { name: /Fetch ahead/ });
  await expect(ahead).toBeChecked();
  await ahead.press('Space');
  const asked = () => page.evaluate(() => window.gallery?.calls.at(-1));
  await expect.poll(asked).toMatchObject({
    name: 'repositories.setFetchesAhead',
    params: { on: false },
  });
});

for (const [state, way] of [
  ['transfers-address-taken', 'Choose another folder…'],
  ['transfers-address-not-kept', 'Type the address…'],
] as const) {
  test(`an address whose clone failed for good is there to be cloned again (${state})`, async ({
    page,
  }) => {
    await open(page, state);
    await page.getByRole('button', { name: way }).press('Enter');
    await expect(page.getByRole('dialog', { name: 'Clone an address' })).toBeVisible();
    const address = page.getByRole('textbox', { name: 'Address of the repository' });
    await expect(address).toHaveValue('https://example.org/harbour/kernel-tools.git');
  });
}
