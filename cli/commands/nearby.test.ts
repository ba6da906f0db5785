import { expect, test, vi } from 'vitest';
import type { Self } from '../../shared/api/state.ts';
import type { Alternative } from '../../shared/api/swarm-state.ts';
import { oidSchema, type PeerId, peerIdSchema } from '../../shared/ids.ts';
import { heron, otter, start, startAlone, swarm } from '../fake-room.ts';

test('nearby prints the peers that are here and what they share', async () => {
  const { run } = await start();
  const { status, stdout } = await run('nearby', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    peers: [{ id: otter.id, name: 'Otter', addresses: ['10.0.0.7:4040'], trusted: false }],
    swarms: [{ id: swarm.id, name: 'harbour-map', peers: [otter.id], local: '/home/me/map' }],
  });
  const inWords = await run('nearby');
  expect(inWords.stdout).toContain('Otter  bbbbbbbb  10.0.0.7:4040');
  expect(inWords.stdout).toContain('1 new head');
});

test('nearby prints no address that cannot be dialled', async () => {
  const { run, change } = await start();
  const presence = { state: 'connected', address: null, roundTripMs: 1 } as const;
  change({ set: 'peers', key: otter.id, value: { ...otter, presence } });
  const { stdout } = await run('nearby', '--json');
  expect(JSON.parse(stdout).peers).toMatchObject([{ id: otter.id, addresses: [] }]);
  expect((await run('nearby')).stdout).toContain('Otter  bbbbbbbb  connected');
});

test('nearby says whose copies somebody keeps, mine among them', async () => {
  const { run, change } = await start();
  const me = peerIdSchema.parse('m'.repeat(52));
  const keeps = (of: PeerId) => {
    const kept = { ...swarm.alternatives[0], mirror: { of, asOf: null } } as Alternative;
    change({ set: 'swarms', key: swarm.id, value: { ...swarm, alternatives: [kept] } });
  };
  keeps(heron.id);
  expect((await run('nearby')).stdout).toContain('from Otter (Heron’s); here in');
  change({ set: 'self', value: { id: me } as Self });
  keeps(me);
  expect((await run('nearby')).stdout).toContain('from Otter (yours); here in');
});

test('browse shows a project without taking it', async () => {
  const oid = oidSchema.parse('2'.repeat(40));
  const browsed = {
    peer: otter.id,
    head: 'main',
    overview: {
      head: oid,
      readme: { name: 'README.md', text: '# Harbour\n', isCut: true },
      license: null,
      commits: [{ oid, parents: [], author: 'Ann', time: 1, subject: 'Begin' }],
      files: 2,
      bytes: 3_000,
      languages: [{ name: 'Rust', bytes: 2_000 }],
      entries: [],
      isCut: false,
    },
  };
  const { run, called } = await start({ browse: async () => browsed });
  expect(JSON.parse((await run('browse', 'harbour-map', '--json')).stdout)).toEqual(browsed);
  const { stdout } = await run('browse', 'harbour-map', 'v1');
  expect(called('browse')).toEqual([{ swarm: swarm.id }, { swarm: swarm.id, head: 'v1' }]);
  for (const part of ['as Otter has it', '2 files, 3.0 kB', 'Rust', '2222222222  Begin (Ann)']) {
    expect(stdout).toContain(part);
  }
  expect(stdout).toMatch(/# Harbour\n\nThe README goes on\.\n$/);
  expect(await run('browse', 'no-such')).toMatchObject({ status: 1 });
});

test('nearby --wait returns as soon as a project is found', async () => {
  const { run, change } = await startAlone();
  const before = performance.now();
  const found = run('nearby', '--json', '--wait', '30');
  setTimeout(() => change({ set: 'peers', key: otter.id, value: otter }), 200);
  setTimeout(() => change({ set: 'swarms', key: swarm.id, value: swarm }), 400);
  expect(JSON.parse((await found).stdout).swarms).toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(2_000);
});

test('nearby --wait gives up in time', async () => {
  const { run } = await startAlone();
  const found = await run('nearby', '--json', '--wait', '0.2');
  expect(found).toMatchObject({ status: 0, stdout: '{"peers":[],"swarms":[]}\n' });
});

test('nearby tells what a list leaves out', async () => {
  const { run, change, state } = await start();
  const leftOut = { forRoom: 2_003, forName: 1 };
  const alternatives = swarm.alternatives.map((copy) => ({ ...copy, leftOut }));
  change({ set: 'swarms', key: swarm.id, value: { ...swarm, alternatives } });
  await vi.waitFor(() => expect(state().swarms[swarm.id]?.alternatives).toEqual(alternatives));
  const { stdout } = await run('nearby');
  expect(stdout).toContain('  Otter shares 2,003 branches and tags more, but the list has no room');
  expect(stdout).toContain('  Otter shares 1 branch or tag more that cannot be told by name');
  expect(JSON.parse((await run('nearby', '--json')).stdout).swarms[0].leftOut).toEqual([
    { peer: otter.id, ...leftOut },
  ]);
});

test('nearby tells what the list of a teammate leaves out as a whole', async () => {
  const { run, change, state } = await start();
  const leftOut = { repositories: 3, vouches: 1 };
  change({ set: 'peers', key: otter.id, value: { ...otter, leftOut } });
  await vi.waitFor(() => expect(state().peers[otter.id]?.leftOut).toEqual(leftOut));
  const { stdout } = await run('nearby');
  expect(stdout).toContain(
    '  Otter’s list is full: 3 repositories and 1 person that Otter vouches for are not in it.',
  );
  expect(JSON.parse((await run('nearby', '--json')).stdout).peers[0].leftOut).toEqual(leftOut);
});

test('a list that could not be read is not told as an empty one', async () => {
  const { run, change, state } = await startAlone();
  change({ set: 'peers', key: otter.id, value: { ...otter, problem: 'Its list was refused.' } });
  await vi.waitFor(() => expect(state().peers).toHaveProperty(otter.id));
  const { stdout } = await run('nearby');
  expect(stdout).toContain('Its list was refused.');
  expect(stdout).not.toContain('Nobody shares a project.');
});
