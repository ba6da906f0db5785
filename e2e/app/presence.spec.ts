import { expect, test } from './test.ts';

/** Goodbye said until gone from the screen, in milliseconds. */
const GONE = 1_500;

test('who leaves takes their projects along, and the room says who that was', async ({
  ui,
  teammate,
  project,
}) => {
  const [anna, cleo] = await Promise.all([teammate('Anna'), teammate('Cleo')]);
  await anna.json('share', project.path);
  await expect(ui.project(project.name)).toBeVisible();
  await expect(ui.person(cleo.name)).toContainText(/ms$/);

  await anna.leave();
  await expect(ui.project(project.name)).toHaveCount(0, { timeout: GONE });
  await expect(ui.person(anna.name)).toContainText('left just now');
  await expect(ui.person(cleo.name)).not.toContainText('left');
});
