import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NodeClient } from '../cli/node-client.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git, refs } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import type { DepotProjectState, DepotState } from '../shared/api/depot-state.ts';
import { ShoalNode } from './support/shoal-node.ts';

let anna: ShoalNode;
let bob: ShoalNode;
let depot: ShoalNode;
let source: string;
const home = temporaryFolder();

const startDepot = (directory?: string) =>
  ShoalNode.start('depot', {
    ...(directory === undefined ? {} : { directory }),
    args: ['--no-mdns', '--depot', join(home, 'depot'), '--mirror', 'chart*'],
  });

beforeAll(async () => {
  source = join(home, 'charts');
  buildRepository(source, { commits: 20 });
  depot = await startDepot();
  const meet = ['--no-mdns', '--peer', depot.listen];
  [anna, bob] = await Promise.all([
    ShoalNode.start('Anna', { args: meet }),
    ShoalNode.start('Bob', { args: meet }),
  ]);
});

afterAll(async () => {
  await Promise.all([anna.kill(), bob.kill(), depot.kill()]);
  rmSync(home, { recursive: true, force: true });
});

/** Waits until the depot keeps a project so. */
async function untilKept(isSo: (project: DepotProjectState) => boolean): Promise<void> {
  using client = await NodeClient.connect(join(depot.directory, 'data'));
  const holds = ({ depot: kept }: { depot: DepotState }) =>
    kept.state === 'on' && kept.projects.some(isSo);
  expect(await client.waitUntil(holds, 60_000)).toBe(true);
}

const kept = async () =>
  (await depot.json<{ depot: Extract<DepotState, { state: 'on' }> }>('depot', 'list')).depot;

test('a project is kept while its owner sleeps, cloned from there, backed up, wiped and brought back', async () => {
  await anna.json('share', source, '--to', 'everyone');
  await untilKept(({ people }) => people[0]?.asOf === null);
  await anna.leave();
  await untilKept(({ people }) => people[0]?.asOf != null);
  const listed = await depot.cli('depot', 'list');
  expect(listed.stdout).toMatch(/charts .*shown to everyone/);
  expect(listed.stdout).toMatch(/Anna’s heads as of \d/);

  await bob.untilSwarm('charts');
  expect((await bob.cli('nearby')).stdout).toMatch(/depot .*depot/);
  const clone = join(home, 'clone');
  await bob.json('clone', 'charts', clone);
  expect(git(clone, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(fsck(clone)).toBe('');

  const [project] = (await kept()).projects;
  const repository = join(home, 'depot', 'projects', project?.id ?? '', 'project.git');
  const before = refs(repository);
  const backup = join(home, 'backup');
  expect(await depot.json('depot', 'backup', backup)).toMatchObject({ backup: { projects: 1 } });
  await depot.leave();
  rmSync(join(home, 'depot'), { recursive: true });
  depot = await startDepot(depot.directory);
  expect((await kept()).projects).toEqual([]);
  await depot.json('depot', 'restore', backup);
  expect(refs(repository)).toEqual(before);
  expect(await depot.json('depot', 'verify')).toMatchObject({ projects: [{ isWhole: true }] });
  await depot.json('depot', 'quota', '1G', '--project', 'charts');
  expect((await kept()).projects[0]).toMatchObject({ id: project?.id, quota: 1e9 });
  await depot.json('depot', 'remove', 'charts');
  expect(existsSync(repository)).toBe(false);
});

test('who keeps nothing for others says so', async () => {
  const refused = await bob.cli('depot', 'list');
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('shoal serve --depot');
});
