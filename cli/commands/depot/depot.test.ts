import { expect, test } from 'vitest';
import type { DepotProjectState, DepotState } from '../../../shared/api/depot-state.ts';
import { repositoryIdSchema } from '../../../shared/ids.ts';
import { heron, otter, start, swarm } from '../../fake-room.ts';

const project: DepotProjectState = {
  id: repositoryIdSchema.parse('q'.repeat(16)),
  swarm: swarm.id,
  name: 'harbour-map',
  owner: otter.id,
  since: 0,
  isOpen: false,
  told: [heron.id],
  used: 2_000_000,
  quota: null,
  people: [
    { peer: otter.id, name: 'Otter', asOf: new Date(2026, 10, 29, 14, 10).getTime(), heads: 3 },
    { peer: heron.id, name: 'Heron', asOf: null, heads: 1 },
  ],
  problem: null,
};
const depot: DepotState = {
  ...{ state: 'on', directory: '/srv/depot', mirrors: ['*'], quota: 20e9, used: 2_000_000 },
  projects: [project],
};

async function startDepot(answers: Parameters<typeof start>[0] = {}) {
  const started = await start(answers);
  started.change({ set: 'depot', value: depot });
  return started;
}

test('list says what is kept, of whom and as of when', async () => {
  const { run } = await startDepot();
  const { stdout, status } = await run('depot', 'list');
  expect(status).toBe(0);
  expect(stdout).toContain('/srv/depot  1 project, 2.0 MB of 20 GB');
  expect(stdout).toContain('harbour-map  qqqqqqqq  2.0 MB, shown to Otter, Heron');
  expect(stdout).toContain('Otter’s heads as of 29 Nov 2026, 14:10, 3 of them');
  expect(stdout).toContain('Heron’s heads as they are now, 1 of them');
  expect(JSON.parse((await run('depot', 'list', '--json')).stdout)).toEqual({ depot });
  expect((await run('status')).stdout).toContain('Otter’s heads as of 29 Nov 2026, 14:10');
  expect(JSON.parse((await run('status', '--json')).stdout).depot).toEqual(depot);
});

test('add names the project, its owner and who may see it', async () => {
  const { run, called } = await startDepot({ 'depot.add': () => project });
  const added = await run('depot', 'add', 'harbour-map', '--owner', 'otter', '--to', 'heron');
  expect(added).toMatchObject({ status: 0, stdout: 'Keeping harbour-map.\n' });
  expect((await run('depot', 'add', swarm.id, '--json')).status).toBe(0);
  expect(called('depot.add')).toEqual([
    { swarm: swarm.id, owner: otter.id, told: [heron.id] },
    { swarm: swarm.id },
  ]);
});

test('remove, quota, backup and restore do what they are told', async () => {
  const saved = { path: '/backup', projects: 1, bytes: 5_000 };
  const { run, called } = await startDepot({
    'depot.remove': () => undefined,
    'depot.setQuota': () => undefined,
    'depot.backup': () => saved,
    'depot.restore': () => saved,
  });
  expect((await run('depot', 'remove', 'harbour-map')).stdout).toContain('is kept no more');
  expect(called('depot.remove')).toEqual([{ project: project.id }]);
  await run('depot', 'quota', '500M', '--project', 'qqqq');
  await run('depot', 'quota', 'off');
  expect(called('depot.setQuota')).toEqual([
    { project: project.id, bytes: 500e6 },
    { project: null, bytes: null },
  ]);
  expect((await run('depot', 'backup', '/backup')).stdout).toContain(
    '1 project, 5.0 kB, in /backup',
  );
  const restored = await run('depot', 'restore', '/backup', '--json');
  expect(JSON.parse(restored.stdout)).toEqual({ restored: saved });
});

test('verify tells what is damaged, and fails', async () => {
  let isWhole = true;
  const check = () => ({
    ...{ id: project.id, name: project.name, isWhole },
    problem: isWhole ? null : 'objects are missing',
  });
  const { run } = await startDepot({ 'depot.verify': check });
  expect(await run('depot', 'verify')).toMatchObject({ status: 0, stdout: 'harbour-map  whole\n' });
  isWhole = false;
  const damaged = await run('depot', 'verify', 'harbour-map', '--json');
  expect(damaged.status).toBe(1);
  expect(JSON.parse(damaged.stdout)).toEqual({ projects: [check()] });
  expect(damaged.stderr).toBe('shoal: harbour-map: objects are missing.\n');
});

test('verify says so where nothing is kept yet', async () => {
  const { run, change } = await start({});
  change({ set: 'depot', value: { ...depot, projects: [] } });
  expect(await run('depot', 'verify')).toMatchObject({
    status: 0,
    stdout: 'Nothing is kept yet.\n',
  });
  expect(JSON.parse((await run('depot', 'verify', '--json')).stdout)).toEqual({ projects: [] });
});

test.each([
  [['list'], 1, /serve --depot/],
  [['add', 'harbour-map'], 1, /serve --depot/],
  [['quota', 'much'], 2, /500M or 20G/],
  [['forget', 'harbour-map'], 2, /./],
])('depot %s is refused where there is none', async (args, status, words) => {
  const { run } = await start({});
  const refused = await run('depot', ...args);
  expect(refused.status).toBe(status);
  expect(refused.stderr).toMatch(words);
});

test('what is not kept is said not to be', async () => {
  const { run } = await startDepot();
  const refused = await run('depot', 'remove', 'nothing');
  expect(refused).toMatchObject({ status: 1 });
  expect(refused.stderr).toContain('The depot keeps nothing called “nothing”.');
});

test('patterns go with a depot', async () => {
  const { run } = await start({});
  expect(await run('serve', '--mirror', '*')).toMatchObject({ status: 2 });
});
