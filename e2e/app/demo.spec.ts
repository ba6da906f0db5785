import { expect, test } from './test.ts';

// Nobody else is found, whoever is on this machine's loopback.
test.use({ appArgs: ['--no-mdns'] });

test('an empty room offers a demo: three teammates with related projects, who leave when told', async ({
  ui,
}) => {
  await ui.button('Try it with a demo').click({ timeout: 30_000 });
  for (const name of ['Anchovy', 'Herring', 'Smelt']) {
    await expect(ui.person(name).first()).toContainText(/ms$/, { timeout: 60_000 });
  }
  const mine = ui.project('harbour-map', 'You have these');
  await expect(mine).toContainText('new heads');
  await expect(mine).toContainText('Anchovy, Herring, Smelt');
  await expect(ui.project('tide-tables', 'In the room').first()).toBeVisible();
  await expect(ui.project('lantern-fw', 'In the room').first()).toBeVisible();

  await mine.click();
  await ui.button(/^Fetch \d+ new heads$/).click();
  await expect(ui.transfer('harbour-map')).toContainText(/Fetched \d+ heads/);
  await expect(mine).toContainText('up to date');

  // Somebody who is looked at leaves with it, and the room is as empty as at first.
  await ui.person('Herring').first().click();
  await ui.button('End the demo').click();
  await expect(ui.button('Try it with a demo')).toBeVisible();
  await expect(ui.button('End the demo')).toBeHidden();
});
