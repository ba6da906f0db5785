import { expect, test } from './test.ts';

test('the doctor says how a teammate and this computer see each other, and tells it as a report', async ({
  app,
  ui,
  teammate,
}) => {
  const anna = await teammate('Anna');
  await expect(ui.person(anna.name)).toContainText(/ms$/);
  await ui.goTo('Doctor');
  const seen = app.page.getByRole('row', { name: anna.name });
  await expect(seen).toContainText('Heard, connects', { timeout: 20_000 });
  await expect(seen).toContainText('Hears you, connects');
  await expect(app.page.getByRole('row', { name: /^lo\b/ })).toContainText('Used: ');
  await ui.button('Copy the report').click();
  await expect(ui.button('Copied')).toBeVisible();

  await anna.leave();
  await ui.button('Look again').click();
  await expect(seen).toHaveCount(0, { timeout: 20_000 });
});

test('an engine that crashes is said to, and everybody is back without a restart', async ({
  app,
  ui,
  teammate,
}) => {
  const anna = await teammate('Anna');
  await expect(ui.person(anna.name)).toContainText(/ms$/);
  const told = app.page.getByRole('status').filter({ hasText: 'Shoal had to restart its engine' });
  const wasTold = told.waitFor();
  await app.crashEngine();
  await wasTold;
  await expect(told).toBeHidden();
  await expect(ui.person(anna.name)).toContainText(/ms$/);
});

test.describe('where nobody is found', () => {
  test.use({ appArgs: ['--no-mdns'] });

  test('the empty room leads to the doctor, who says why', async ({ app, ui }) => {
    await ui.button('Why is nobody here?').click({ timeout: 30_000 });
    await expect(app.page.getByRole('heading', { name: 'Doctor' })).toBeVisible();
    await expect(app.page.getByRole('list', { name: 'Findings' })).toContainText(
      'started so that it does not look around',
      { timeout: 20_000 },
    );
  });
});
