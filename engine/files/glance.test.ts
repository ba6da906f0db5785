import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AtOnce } from './at-once.ts';
import { Glance } from './glance.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-glance-'));
  await writeFile(join(folder, 'file'), 'x');
});
afterEach(() => rm(folder, { recursive: true }));

/** Whether all of it is known before anybody else has had a turn. */
async function isAtOnce(glance: Glance, path: string): Promise<boolean> {
  let hadTurn = false;
  const turn = setImmediate(() => {
    hadTurn = true;
  });
  await glance.at([path]);
  clearImmediate(turn);
  return !hadTurn;
}

/** It is told that nothing can be had at once. */
function slowGlance(): Glance {
  let now = 0;
  const atOnce = new AtOnce(() => {
    now += 1_000;
    return now;
  });
  return new Glance(atOnce);
}

test('at once or not, the same is seen', async () => {
  const within = join(folder, 'file', 'within');
  const nothing = join(folder, 'nothing');
  const paths = [folder, join(folder, 'file'), nothing, within, `${folder}\0`];
  const seen = await new Glance().at(paths);
  expect(seen).toEqual(await slowGlance().at(paths));
  const kinds = paths.map((path) => typeof seen.get(path));
  expect(kinds).toEqual(['object', 'object', 'string', 'string', 'string']);
  expect(seen.get(nothing)).toBe(seen.get(within));
  expect(seen.get(nothing)).not.toBe(seen.get(`${folder}\0`));
});

test('what can be had at once is', async () => {
  expect(await isAtOnce(new Glance(), folder)).toBe(true);
  expect(await isAtOnce(slowGlance(), folder)).toBe(false);
});
