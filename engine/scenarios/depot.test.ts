import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DepotProjectState } from '../../shared/api/depot-state.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import { fsck, git, refs, trackingRefsOf } from '../testing/git.ts';
import {
  type DepotRoom,
  projectsOf,
  repositoryIn,
  startDepot,
  startDepotRoom,
  untilKept,
} from './support/depot-room.ts';
import { endAll } from './support/pair.ts';
import { Stranger } from './support/stranger.ts';
import type { TestEngine } from './support/test-engine.ts';

let room: DepotRoom;
let depot: TestEngine;

beforeEach(async () => {
  room = await startDepotRoom();
});
afterEach(() => endAll(room.anna, room.bob, depot));

/** The depot meets both, and keeps what they show. */
async function keep(patterns: readonly string[] = ['project']): Promise<void> {
  depot = await startDepot(patterns);
  await depot.connect(room.anna);
  await depot.connect(room.bob);
}

const heads = (path: string) => refs(path, 'refs/heads', 'refs/tags').sort();

function commit(path: string, message: string): Oid {
  git(path, ['commit', '--quiet', '--allow-empty', '-m', message]);
  return git(path, ['rev-parse', 'main']) as Oid;
}

function untilLeft(engine: TestEngine, who: PeerId): Promise<void> {
  const hasLeft = ({ peers }: TestEngine['state']) => peers[who]?.presence.state === 'left';
  return engine.until(hasLeft, 'somebody has left');
}

test('a laptop leaves, and its heads are there for the others, as of when it left', async () => {
  const { anna, bob, annas, bobs } = room;
  await anna.share(annas);
  await bob.share(bobs);
  await keep();
  const project = await untilKept(depot, anna, bob);
  const kept = repositoryIn(depot.directory, project);
  const owner = project.owner === anna.id ? annas : bobs;
  expect(heads(kept)).toEqual(heads(owner));
  expect(refs(kept, 'refs/remotes/anna').sort()).toEqual(trackingRefsOf(annas, 'anna'));
  expect(refs(kept, 'refs/remotes/bob').sort()).toEqual(trackingRefsOf(bobs, 'bob'));
  expect(fsck(kept)).toBe('');

  await bob.call('peers.trust', { peer: depot.id });
  const news = commit(annas, 'the last before the night');
  await anna.call('repositories.add', { path: annas });
  await depot.until(
    () => git(kept, ['for-each-ref', '--points-at', news, 'refs/remotes/anna']) !== '',
    'the news are kept',
  );
  await untilKept(depot, anna);
  const before = Date.now();
  await anna.engine[Symbol.asyncDispose]();
  await untilLeft(depot, anna.id);
  // Bob has never met Anna: he knows of her by the depot.
  await bob.connect(depot);
  const showsNews = ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) =>
      alternatives.some((copy) => copy.peer === anna.id && copy.heads.some((h) => h.oid === news)),
    );
  await bob.until(showsNews, 'Bob sees what Anna had');
  expect(bob.state.peers[depot.id]?.isDepot).toBe(true);
  const { lastKnown } = bob.state.peers[anna.id] ?? {};
  expect(lastKnown?.isExpired).toBe(false);
  await bob.fetch(bobs, { peers: [anna] });
  expect(git(bobs, ['rev-parse', 'refs/remotes/anna/main'])).toBe(news);
  expect(fsck(bobs)).toBe('');

  const person = projectsOf(depot)[0]?.people.find(({ peer }) => peer === anna.id);
  expect(person?.asOf).toBeGreaterThanOrEqual(before - 1_000);
  expect(person?.asOf).toBeLessThanOrEqual(Date.now());
  if (project.owner !== anna.id) return;
  const mirrored = Object.values(bob.state.swarms)
    .flatMap(({ alternatives }) => alternatives)
    .find(({ peer }) => peer === depot.id);
  await bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) =>
        alternatives.some(({ mirror }) => mirror?.of === anna.id && mirror.asOf !== null),
      ),
    'the depot says as of when',
  );
  expect(mirrored?.mirror?.of).toBe(anna.id);
});

test('what its owner moves back, renames or withdraws is so in the depot', async () => {
  const { anna, annas } = room;
  git(annas, ['branch', 'old', 'main~3']);
  await anna.share(annas);
  await keep();
  const project = await untilKept(depot, anna);
  const kept = repositoryIn(depot.directory, project);
  expect(heads(kept)).toEqual(heads(annas));
  git(annas, ['branch', '-m', 'old', 'old/er']);
  git(annas, ['checkout', '--quiet', '-b', 'next', 'main~2']);
  git(annas, ['branch', '--force', 'main', 'main~4']);
  await anna.call('repositories.add', { path: annas });
  const isSame = () => heads(kept).join() === heads(annas).join();
  const isSwitched = () => git(kept, ['symbolic-ref', 'HEAD']) === 'refs/heads/next';
  await depot.until(() => isSame() && isSwitched(), 'all is as Anna has it');
  expect(fsck(kept)).toBe('');
});

test('nobody sees what its owner shows to chosen people, but those whom the depot was told of', async () => {
  const { anna, bob, annas } = room;
  depot = await startDepot([]);
  await depot.connect(anna);
  await anna.share(annas, { to: 'peers', peers: [depot.id] });
  await depot.until(({ swarms }) => Object.keys(swarms).length === 1, 'the depot sees it');
  const [swarm] = Object.values(depot.state.swarms);
  if (swarm === undefined) throw new Error('no swarm');
  await depot.call('depot.add', { swarm: swarm.id });
  await untilKept(depot, anna);
  const main = git(annas, ['rev-parse', 'main']) as Oid;
  const asks = async (who: Stranger) => {
    const request = { wants: [main], haves: [] };
    const ids = projectsOf(depot).map(({ id }) => id);
    const asked = ids.map((id) => who.post(ROUTES.reels(id), request));
    return Math.min(...(await Promise.all(asked)).map(({ status }) => status));
  };
  const sees = async (who: Stranger) => (await who.get(ROUTES.manifest)).body.includes(main);

  const stranger = await Stranger.connect(depot);
  expect([await asks(stranger), await sees(stranger)]).toEqual([404, false]);
  await bob.connect(depot);
  await depot.until(({ peers }) => peers[bob.id] !== undefined, 'Bob is there');
  const added = await depot.call('depot.add', { swarm: swarm.id, told: [bob.id] });
  expect(added).toMatchObject({ owner: anna.id, told: [bob.id], isOpen: false });
  await bob.untilAlternatives(1);
  expect([await asks(stranger), await sees(stranger)]).toEqual([404, false]);

  // Shown to everyone, it is shown to everyone here, once; and hidden again at once.
  await anna.share(annas);
  const isOnce = () => projectsOf(depot).length === 1 && projectsOf(depot)[0]?.isOpen === true;
  await depot.until(isOnce, 'it is open');
  expect([await asks(stranger), await sees(stranger)]).toEqual([200, true]);
  await anna.share(annas, { to: 'peers', peers: [depot.id] });
  await depot.until(() => projectsOf(depot).every(({ isOpen }) => !isOpen), 'it is closed again');
  expect([await asks(stranger), await sees(stranger)]).toEqual([404, false]);
  const isBobs = ({ told, people: [person] }: DepotProjectState) =>
    told.includes(bob.id) && person?.asOf === null;
  const isBobsOnce = () => projectsOf(depot).length === 1 && projectsOf(depot).some(isBobs);
  await depot.until(isBobsOnce, 'it is kept for Bob, once');
  stranger[Symbol.dispose]();
});

test('what is open for an evening only is not kept', async () => {
  const { anna, annas } = room;
  const { id } = await anna.share(annas, { to: 'nobody' });
  await anna.call('room.on', { until: null, repositories: [id], guests: false });
  await keep(['*']);
  await depot.untilAlternatives(1);
  await anna.call('room.off', {});
  await depot.until(({ swarms }) => Object.keys(swarms).length === 0, 'it is closed');
  expect(projectsOf(depot)).toEqual([]);
});

test('a full project says so and stays as it was, and the others go on', async () => {
  const { anna, annas, bob, bobs } = room;
  await anna.share(annas);
  await keep(['project*']);
  const { id } = await untilKept(depot, anna);
  await depot.call('depot.setQuota', { project: id, bytes: 1 });
  const kept = repositoryIn(depot.directory, { id });
  const before = refs(kept);
  commit(annas, 'one too many');
  await anna.call('repositories.add', { path: annas });
  await depot.until(() => projectsOf(depot)[0]?.problem != null, 'it is said to be full');
  expect(projectsOf(depot)[0]?.problem).toMatch(/^“project” is full: no more than 1 B may be kept/);
  expect(refs(kept)).toEqual(before);
  expect(projectsOf(depot)[0]?.people[0]?.asOf).not.toBeNull();
  const other = join(bob.directory, 'project-two');
  git(bobs, ['init', '--quiet', '--initial-branch=main', other]);
  commit(other, 'of another project');
  await bob.share(other);
  expect((await untilKept(depot, bob)).name).toBe('project-two');
  const problem = () => projectsOf(depot).find((project) => project.id === id)?.problem ?? null;
  expect(problem()).toContain('is full');
  await depot.call('depot.setQuota', { project: id, bytes: null });
  await untilKept(depot, anna);
  await depot.until(() => problem() === null, 'it is full no more');
});

test('a full depot says so of whatever has no room, and goes on when there is some', async () => {
  const { anna, annas } = room;
  await anna.share(annas);
  await keep();
  const { id } = await untilKept(depot, anna);
  await depot.call('depot.setQuota', { project: null, bytes: 1 });
  const before = heads(repositoryIn(depot.directory, { id }));
  commit(annas, 'one too many');
  await anna.call('repositories.add', { path: annas });
  await depot.until(() => projectsOf(depot)[0]?.problem != null, 'it is said to be full');
  expect(projectsOf(depot)[0]?.problem).toMatch(/^The depot is full: no more than 1 B may be kept/);
  expect(heads(repositoryIn(depot.directory, { id }))).toEqual(before);
  await depot.call('depot.setQuota', { project: null, bytes: null });
  await depot.until(() => projectsOf(depot)[0]?.problem === null, 'it is full no more');
  await untilKept(depot, anna);
  expect(heads(repositoryIn(depot.directory, { id }))).toEqual(heads(annas));
});

test('removed, it is gone and stays away, until somebody asks for it', async () => {
  const { anna, annas } = room;
  await anna.share(annas);
  await keep();
  const { id, swarm } = await untilKept(depot, anna);
  await depot.call('depot.remove', { project: id });
  expect(readdirSync(join(depot.directory, 'depot', 'projects'))).toEqual([]);
  await depot.until(() => projectsOf(depot).length === 0, 'it is told to be gone');
  const news = commit(annas, 'news of it');
  await anna.call('repositories.add', { path: annas });
  await depot.until(({ swarms }) => JSON.stringify(swarms).includes(news), 'its news are seen');
  expect(projectsOf(depot)).toEqual([]);
  await depot.call('depot.add', { swarm });
  await untilKept(depot, anna);
});

test('after a restart it is as it was, and nothing is fetched again', async () => {
  const { anna, annas } = room;
  await anna.share(annas);
  await keep();
  const project = await untilKept(depot, anna);
  await depot.engine[Symbol.asyncDispose]();
  depot = await startDepot(['project'], depot.directory);
  expect(projectsOf(depot)[0]).toMatchObject({ id: project.id, isOpen: true });
  expect(projectsOf(depot)[0]?.people[0]?.asOf).not.toBeNull();
  expect(Object.values(depot.state.repositories)[0]?.status.state).toBe('ready');
  let transfers = 0;
  const watching = setInterval(() => {
    transfers += Object.keys(depot.state.transfers).length;
  }, 1);
  await depot.connect(anna);
  await untilKept(depot, anna);
  clearInterval(watching);
  expect(transfers).toBe(0);
});

test('its repositories are the depot’s to share and to forget', async () => {
  const { anna, annas } = room;
  await anna.share(annas);
  await keep();
  const { id } = await untilKept(depot, anna);
  const refused = { code: 'kept-for-others' };
  await expect(
    depot.call('repositories.setVisibility', { repository: id, visibility: { to: 'everyone' } }),
  ).rejects.toMatchObject(refused);
  await expect(depot.call('repositories.remove', { repository: id })).rejects.toMatchObject(
    refused,
  );
  await expect(anna.call('depot.backup', { path: '/nowhere' })).rejects.toMatchObject({
    code: 'keeps-nothing',
  });
});
