import { expect, type Page } from '@playwright/test';
import { crowd } from '../../renderer/gallery/fixtures/people.ts';
import type { Peer } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import type { Swarm } from '../../shared/api/swarm-state.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

/** What draws, or works out, something of a full room, by the names of its functions. */
const COUNTED = [
  ...['NearbyScreen', 'SwarmList', 'Swarms', 'DrawnProject', 'nearbySections'],
  ...['Sidebar', 'Room', 'DrawnPerson'],
  ...['SwarmDetail', 'HeadList', 'HeadListItem', 'Theirs'],
  // The library's: where the items of a list are is worked out anew.
  'buildSection',
] as const;

/** How often each of them runs until what is done stands on the page; those that do not run are left out. */
async function runs(page: Page, act: () => Promise<unknown>): Promise<Record<string, number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  // What was counted so far.
  await session.send('Profiler.takePreciseCoverage');
  await act();
  await page.evaluate(() => window.gallery?.settled());
  const { result } = await session.send('Profiler.takePreciseCoverage');
  await session.detach();
  const counts: Record<string, number> = {};
  for (const { functionName, ranges } of result.flatMap(({ functions }) => functions)) {
    const count = ranges[0]?.count ?? 0;
    if (count === 0 || !COUNTED.some((name) => name === functionName)) continue;
    counts[functionName] = (counts[functionName] ?? 0) + count;
  }
  return counts;
}

const change = (page: Page, changes: readonly StateChange[]) =>
  page.evaluate((all) => window.gallery?.change(all), changes);

/** A project as the host tells it after a commit of somebody's. */
async function moved(page: Page, name: string): Promise<StateChange> {
  const swarms = await page.evaluate(() => window.gallery?.state().swarms);
  const swarm = Object.values<Swarm>(swarms ?? {}).find((each) => each.name === name);
  const [first, ...others] = swarm?.alternatives ?? [];
  const [head] = first?.heads ?? [];
  if (swarm === undefined || first === undefined || head === undefined) throw new Error(name);
  const tip = { time: 1_781_300_000, author: 'Fish', subject: 'One more' };
  const newer = { ...first, heads: [{ ...head, oid: head.oid.replace(/^./, 'f'), tip }] };
  const value = { ...swarm, alternatives: [newer, ...others] } as Swarm;
  return { set: 'swarms', key: swarm.id, value };
}

function withRoundTrip(peer: Peer, roundTripMs: number): StateChange {
  const presence = { state: 'connected', address: '10.0.0.9:1', roundTripMs } as const;
  return { set: 'peers', key: peer.id, value: { ...peer, presence } };
}

test('all that is counted runs when a full room is shown', async ({ page }) => {
  await open(page, 'nearby-none-of-mine');
  const counts = await runs(page, () => open(page, 'nearby-full-room'));
  expect(Object.keys(counts).sort()).toEqual([...COUNTED].sort());
});

test('a head that moves draws its project’s row, and nothing else', async ({ page }) => {
  await open(page, 'nearby-full-room');
  const row = page.getByRole('option', { name: /project-0003/ });
  await expect(row).toBeVisible();
  const before = await row.innerText();
  const news = await moved(page, 'project-0003');
  expect(await runs(page, () => change(page, [news]))).toEqual({ DrawnProject: 1 });
  expect(await row.innerText()).not.toBe(before);
  // Told once more, it is nothing new.
  expect(await runs(page, () => change(page, [news]))).toEqual({});
});

test('a head that moves where nobody looks draws nothing', async ({ page }) => {
  await open(page, 'nearby-full-room');
  const news = await moved(page, 'project-1500');
  expect(await runs(page, () => change(page, [news]))).toEqual({});
});

test('a head that moves in the project that is shown makes anew its row there, and the one it passes', async ({
  page,
}) => {
  await open(page, 'swarm-mine');
  const rows = page.getByRole('article', { name: 'harbour-map' }).getByRole('row');
  const all = await rows.count();
  expect(all).toBeGreaterThan(3);
  const news = await moved(page, 'harbour-map');
  const counts = await runs(page, () => change(page, [news]));
  expect(counts).toMatchObject({ DrawnProject: 1, SwarmDetail: 1, HeadListItem: 2 });
  expect(counts).not.toHaveProperty('Swarms');
  expect(counts).not.toHaveProperty('Room');
  await expect(rows.filter({ hasText: 'One more' })).toHaveCount(1);
});

test('a round trip draws the row of whom it was to, and of what they have', async ({ page }) => {
  await open(page, 'nearby-full-room');
  const [, second] = crowd(2);
  if (second === undefined) throw new Error('nobody');
  const person = page.getByRole('option', { name: new RegExp(`^${second.name}`) });
  await expect(person).toBeVisible();
  const counts = await runs(page, () => change(page, [withRoundTrip(second, 77)]));
  expect(counts).toEqual({ DrawnPerson: 1, DrawnProject: 1 });
  await expect(person).toContainText('77 ms');
});

test('somebody who leaves is put in another place, and the list of projects stays', async ({
  page,
}) => {
  await open(page, 'nearby-full-room');
  const [, second] = crowd(2);
  if (second === undefined) throw new Error('nobody');
  const gone = { ...second, presence: { state: 'left', at: 0 } as const };
  const counts = await runs(page, () =>
    change(page, [{ set: 'peers', key: second.id, value: gone }]),
  );
  expect(counts.Room).toBeGreaterThan(0);
  expect(counts).not.toHaveProperty('Swarms');
  await expect(page.getByText('2,000 projects, 499 people')).toBeVisible();
});
