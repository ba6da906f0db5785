import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

test('totals are told in figures, by person and by project', async ({ page }) => {
  await open(page, 'totals-moving');
  await expect(page.getByRole('tab', { name: 'Totals' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('Not fetched from a server')).toBeVisible();
  const people = page.getByRole('table', { name: 'By person' });
  await expect(people.getByRole('row').nth(1)).toContainText('Anchovy');
  await expect(people).toContainText('Guests');
  const projects = page.getByRole('table', { name: 'By project' });
  await expect(projects.getByRole('row', { name: /harbour-map/ })).toContainText('MB');
  await expect(
    page.getByRole('img', { name: /The last 30 days: .* received, .* given/ }),
  ).toBeVisible();
  const now = page.getByRole('region', { name: 'Who gives what to whom, right now' });
  await expect(now.getByRole('listitem').filter({ hasText: 'Herring' })).toHaveText(
    /gives 9\.0 MB\/s.*gets 3\.0 MB\/s/,
  );
  await page.getByRole('tab', { name: 'What came' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing has come yet' })).toBeVisible();
});
