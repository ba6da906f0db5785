import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type {
  Alternative,
  LocalRepository,
  Peer,
  Swarm,
  TransferResult,
} from '../shared/api/state.ts';
import { CancelledError, InvalidRequestError } from '../shared/errors.ts';
import { oidSchema, peerIdSchema, repositoryIdSchema, swarmIdSchema } from '../shared/ids.ts';
import { FakeNode, runCommand } from './fake-node.ts';

const words = ['one', 'two', 'three', 'four', 'five', 'six'];
const otter: Peer = {
  id: peerIdSchema.parse('b'.repeat(52)),
  name: 'Otter',
  words,
  trust: 'new',
  presence: { state: 'connected', address: '10.0.0.7:4040', roundTripMs: 1 },
  problem: null,
};
const heron: Peer = {
  ...otter,
  id: peerIdSchema.parse('c'.repeat(52)),
  name: 'Heron',
  presence: { state: 'left', at: 0 },
};
const repository: LocalRepository = {
  id: repositoryIdSchema.parse('r'.repeat(16)),
  path: '/home/me/map',
  name: 'map',
  visibility: { to: 'nobody' },
  sharedHeads: { only: ['main'], except: [] },
  status: { state: 'ready', swarm: null, branch: 'main', heads: 2 },
};
const swarm: Swarm = {
  id: swarmIdSchema.parse('s'.repeat(52)),
  name: 'harbour-map',
  description: null,
  local: [repository.id],
  alternatives: [{ peer: otter.id, name: 'harbour-map' } as Alternative],
  newHeads: 1,
  updatedAt: null,
};
const result: TransferResult = {
  updated: [{ ref: 'refs/remotes/otter/main', old: null, new: oidSchema.parse('1'.repeat(40)) }],
  bytes: 1234,
  seconds: 0.5,
  blocks: 1,
  peers: [{ id: otter.id, bytes: 1234 }],
};

let fake: FakeNode | undefined;
afterEach(async () => {
  await fake?.stop();
  fake = undefined;
});

async function start(handlers: Parameters<typeof FakeNode.start>[0] = {}) {
  fake = await FakeNode.start(handlers);
  fake.change(
    { set: 'peers', key: otter.id, value: otter },
    { set: 'peers', key: heron.id, value: heron },
    { set: 'repositories', key: repository.id, value: repository },
    { set: 'swarms', key: swarm.id, value: swarm },
  );
  const { node } = fake;
  await vi.waitFor(() => expect(node.state.swarms).toHaveProperty(swarm.id));
  return fake;
}

test('nearby prints the peers that are here and what they share', async () => {
  const { status, stdout } = await (await start()).run('nearby', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    peers: [{ id: otter.id, name: 'Otter', addresses: ['10.0.0.7:4040'], trusted: false }],
    swarms: [{ id: swarm.id, name: 'harbour-map', peers: [otter.id], local: '/home/me/map' }],
  });
  const inWords = await fake?.run('nearby');
  expect(inWords?.stdout).toContain('Otter  bbbbbbbb  10.0.0.7:4040');
  expect(inWords?.stdout).toContain('1 new head');
});

test('nearby --wait returns as soon as a project is found', async () => {
  fake = await FakeNode.start();
  const before = performance.now();
  const found = fake.run('nearby', '--json', '--wait', '30');
  setTimeout(() => fake?.change({ set: 'peers', key: otter.id, value: otter }), 200);
  setTimeout(() => fake?.change({ set: 'swarms', key: swarm.id, value: swarm }), 400);
  expect(JSON.parse((await found).stdout).swarms).toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(2_000);
});

test('nearby --wait gives up in time', async () => {
  fake = await FakeNode.start();
  const found = await fake.run('nearby', '--json', '--wait', '0.2');
  expect(found).toMatchObject({ status: 0, stdout: '{"peers":[],"swarms":[]}\n' });
});

test('share chooses the heads before anyone sees them', async () => {
  const { run, launcher } = bound(
    await start({
      'repositories.add': () => ({ ...repository, visibility: { to: 'trusted' } }),
      'repositories.setHeads': () => {},
      'repositories.setVisibility': () => {},
    }),
  );
  const shared = await run('share', '.', '--to', 'trusted', '--except', 'wip/*');
  expect(shared).toMatchObject({ status: 0, stderr: '' });
  expect(shared.stdout).toBe('Sharing 2 heads of /home/me/map with the teammates you trust.\n');
  const calls = launcher.last.calls.slice(-4);
  expect(calls.map(({ name }) => name)).toEqual([
    'repositories.add',
    'repositories.setHeads',
    'repositories.setVisibility',
    'repositories.add',
  ]);
  expect(calls[1]?.params).toEqual({
    repository: repository.id,
    only: ['main'],
    except: ['wip/*'],
  });
  expect(calls[2]?.params).toEqual({ repository: repository.id, visibility: { to: 'trusted' } });
});

test('share takes teammates by name, and refuses a mixture', async () => {
  const { run, called } = bound(
    await start({
      'repositories.add': () => repository,
      'repositories.setHeads': () => {},
      'repositories.setVisibility': () => {},
    }),
  );
  await run('share', '.', '--to', 'otter', 'Heron');
  expect(called('repositories.setVisibility')).toEqual([
    { repository: repository.id, visibility: { to: 'peers', peers: [otter.id, heron.id] } },
  ]);
  expect(await run('share', '.', '--to', 'everyone', 'Otter')).toMatchObject({ status: 2 });
});

test('unshare works by the known path, and says when it is not known', async () => {
  const { run, called } = bound(await start({ 'repositories.setVisibility': () => {} }));
  expect(await run('unshare', '/home/me/map')).toMatchObject({ status: 0 });
  expect(called('repositories.setVisibility')).toEqual([
    { repository: repository.id, visibility: { to: 'nobody' } },
  ]);
  expect(await run('unshare', '/elsewhere')).toMatchObject({ status: 1 });
});

test('fetch prints what it brought, and nothing else', async () => {
  const { run, called } = bound(
    await start({ 'repositories.add': () => repository, fetch: () => result }),
  );
  const fetched = await run('fetch', '.', 'otter', '--as', 'o', '--json');
  expect(fetched).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(fetched.stdout)).toEqual(result);
  expect(called('fetch')).toMatchObject([
    { repository: repository.id, peers: [otter.id], as: 'o', transfer: expect.any(String) },
  ]);
  expect((await run('fetch')).stdout).toBe(
    ' + refs/remotes/otter/main  111111111\n1 ref updated, 1.2 kB in 0.5 s from Otter.\n',
  );
});

test('fetch takes a first argument that is no folder for a teammate', async () => {
  const { run, called, folder } = bound(
    await start({ 'repositories.add': () => repository, fetch: () => result }),
  );
  await run('fetch', 'Otter', 'Heron');
  await mkdir(join(folder, 'Heron'));
  await run('fetch', 'Heron');
  expect(called('repositories.add')).toEqual([{ path: folder }, { path: join(folder, 'Heron') }]);
  expect(called('fetch')).toMatchObject([{ peers: [otter.id, heron.id] }, { peers: [] }]);
});

test('Ctrl-C cancels the transfer, and waits until it is undone', async () => {
  let cancel: (reason: unknown) => void = () => {};
  const { run, called } = bound(
    await start({
      'repositories.add': () => repository,
      fetch: () => new Promise((_resolve, reject) => (cancel = reject)),
      'transfers.cancel': () => setTimeout(() => cancel(new CancelledError()), 50) && undefined,
    }),
  );
  const fetching = run('fetch', '--json');
  await vi.waitFor(() => expect(called('fetch')).toHaveLength(1));
  process.emit('SIGINT');
  expect(await fetching).toMatchObject({
    status: 1,
    stdout: '{"error":{"code":"cancelled","sentence":"Cancelled; nothing was changed."}}\n',
  });
  const [{ transfer }] = called('fetch') as [{ transfer: string }];
  expect(called('transfers.cancel')).toEqual([{ transfer }]);
});

test('clone goes into a folder of the project’s name, and prints the result only', async () => {
  const { run, called, folder } = bound(
    await start({ clone: ({ directory }) => ({ ...result, path: directory }) }),
  );
  const cloned = await run('clone', 'harbour-map', '--json');
  expect(JSON.parse(cloned.stdout)).toEqual(result);
  expect(called('clone')).toMatchObject([
    { swarm: swarm.id, directory: join(folder, 'harbour-map') },
  ]);
  expect(await run('clone', 'no-such', '--json')).toMatchObject({ status: 1 });
});

test('trust shows the words and needs a yes', async () => {
  const { run, called, folder } = bound(await start({ 'peers.trust': () => {} }));
  const unasked = await run('trust', 'Otter');
  expect(unasked).toMatchObject({ status: 2 });
  expect(unasked.stderr).toContain('one two three four five six');

  const no = await runCommand(['trust', 'Otter', '--data', folder], folder, 'n\n');
  expect(no).toMatchObject({ status: 1 });
  expect(no.stderr).toContain('one two three four five six');
  expect(called('peers.trust')).toEqual([]);

  expect(await runCommand(['trust', 'Otter', '--data', folder], folder, 'y\n')).toMatchObject({
    status: 0,
  });
  expect(await run('trust', 'Otter', '--yes')).toMatchObject({ status: 0 });
  expect(called('peers.trust')).toEqual([{ peer: otter.id }, { peer: otter.id }]);
});

test('untrust and status', async () => {
  const { run, called } = bound(await start({ 'peers.untrust': () => {} }));
  expect(await run('untrust', 'Otter')).toMatchObject({ status: 0 });
  expect(called('peers.untrust')).toEqual([{ peer: otter.id }]);
  const status = await run('status', '--json');
  expect(JSON.parse(status.stdout)).toMatchObject({
    self: { name: 'Otter' },
    engine: 'running',
    repositories: [repository],
    transfers: [],
  });
  expect((await run('status')).stdout).toContain('/home/me/map  shared with nobody, 2 heads');
});

test('an error is one line on stderr, and with --json an object on stdout', async () => {
  const { run } = bound(
    await start({
      'repositories.add': () => {
        throw new InvalidRequestError('/x is not a git repository.');
      },
    }),
  );
  expect(await run('fetch', '--json')).toEqual({
    status: 1,
    stdout: '{"error":{"code":"invalid-request","sentence":"/x is not a git repository."}}\n',
    stderr: 'shoal: /x is not a git repository.\n',
  });
});

test('says what to do when no node runs', async () => {
  const folder = join(tmpdir(), 'shoal-cli-nobody');
  const asked = await runCommand(['status', '--data', folder], folder);
  expect(asked).toMatchObject({ status: 1, stdout: '' });
  expect(asked.stderr).toMatch(/^shoal: Shoal is not running .*`shoal serve`\.\n$/);
});

test.each([
  [['frobnicate']],
  [['share']],
  [['nearby', '--wait', 'soon']],
  [['serve', '--listen', 'nowhere']],
  [['serve', '--ui', '70000']],
  [['nearby', '--colour']],
  [[]],
])('what is not understood ends with status 2: %j', async (args) => {
  const asked = await runCommand(args, '/');
  expect(asked.status).toBe(2);
  expect(asked.stdout).toBe('');
  expect(asked.stderr).not.toBe('');
});

test('help and version are no errors', async () => {
  expect(await runCommand(['--version'], '/')).toMatchObject({ status: 0, stdout: '1.2.3\n' });
  const help = await runCommand(['help', 'fetch'], '/');
  expect(help.status).toBe(0);
  expect(help.stdout).toContain('[PATH] [PEER…]');
});

function bound(node: FakeNode) {
  return {
    folder: node.folder,
    launcher: node.launcher,
    run: node.run.bind(node),
    called: node.called.bind(node),
  };
}
