import { expect, test } from '../test.ts';

// Nobody finds anybody here but by what is handed over.
test.use({ appArgs: ['--no-mdns'] });

test('somebody is invited in the window, and reaches this computer by the link', async ({
  app,
  ui,
  teammate,
}) => {
  const anna = await teammate('Anna', ['--no-mdns']);
  await ui.button('Someone missing?').press('Enter');
  await ui.button('Invite them instead…').press('Enter');
  const dialog = app.page.getByRole('dialog', { name: 'Invite somebody' });
  const link = dialog.getByText(/^shoal:\/\/invite\//);
  await expect(link).toBeVisible();
  const week = (await link.textContent()) ?? '';
  await expect(dialog).toContainText('and nowhere else');
  await dialog.getByRole('button', { name: 'Good for' }).press('Enter');
  await app.page.getByRole('option', { name: 'a day' }).press('Enter');
  await expect(link).not.toHaveText(week);
  const joined = await anna.json<{ peer: string }>('join', (await link.textContent()) ?? '');
  expect(joined.peer).toMatch(/^[a-z2-7]{52}$/);
  await dialog.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(ui.person(anna.name)).toContainText(/ms$/);
});
