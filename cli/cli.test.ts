import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type {
  ActivityEntry,
  LocalRepository,
  Peer,
  Transfer,
  TransferPhase,
  TransferResult,
} from '../shared/api/state.ts';
import type { Alternative, Swarm } from '../shared/api/swarm-state.ts';
import { CancelledError, InvalidRequestError } from '../shared/errors.ts';
import {
  oidSchema,
  peerIdSchema,
  repositoryIdSchema,
  swarmIdSchema,
  transferIdSchema,
} from '../shared/ids.ts';
import { FakeNode, runCommand } from './fake-node.ts';

const words = ['one', 'two', 'three', 'four', 'five', 'six'];
const otter: Peer = {
  id: peerIdSchema.parse('b'.repeat(52)),
  name: 'Otter',
  words,
  trust: 'known',
  metAt: null,
  presence: { state: 'connected', address: '10.0.0.7:4040', roundTripMs: 1 },
  problem: null,
  lastKnown: null,
  vouchedBy: [],
  isVouchedFor: false,
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

function transfer(start: string, phase: TransferPhase): Transfer {
  return {
    id: transferIdSchema.parse(`${start.padEnd(8, '0')}-0000-4000-8000-000000000000`),
    kind: 'clone',
    swarm: swarm.id,
    name: 'harbour-map',
    path: '/home/me/harbour-map',
    isAutomatic: false,
    startedAt: 0,
    phase,
    progress: {
      bytes: 400,
      estimatedBytes: 1_000,
      blocks: 4,
      blocksDone: 1,
      blockSources: [otter.id, null, null, null],
      keptBytes: 100,
      peers: [{ id: otter.id, bytes: 400, dropped: null }],
    },
  };
}

let fake: FakeNode | undefined;
afterEach(async () => {
  await fake?.[Symbol.asyncDispose]();
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
  const { run, called } = bound(await start({ browse: async () => browsed }));
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

const moving = transfer('abcd1', { state: 'receiving' });
const halted = transfer('abcd2', { state: 'paused' });
const gone = transfer('beef', { state: 'failed', code: 'gone', sentence: 'Otter left.' });

async function startWithTransfers(handlers: Parameters<typeof FakeNode.start>[0] = {}) {
  const node = await start(handlers);
  for (const value of [moving, halted, gone]) {
    node.change({ set: 'transfers', key: value.id, value });
  }
  await vi.waitFor(() => expect(node.node.state.transfers).toHaveProperty(gone.id));
  return bound(node);
}

test('transfers lists each by the start of its id', async () => {
  const { run } = await startWithTransfers();
  expect((await run('transfers')).stdout).toBe(
    [
      'abcd1000  clone harbour-map: Receiving 50 %, 1 of 4 blocks, 400 B, 100 B were here already',
      'abcd2000  clone harbour-map: Paused, 50 % here, 500 B',
      'beef0000  clone harbour-map: Otter left.',
      '',
    ].join('\n'),
  );
  const { transfers } = JSON.parse((await run('transfers', '--json')).stdout);
  expect(transfers).toEqual([moving, halted, gone]);
});

test('a transfer is paused, resumed, tried again and cancelled by the start of its id', async () => {
  const commands = ['pause', 'resume', 'retry', 'cancel'] as const;
  const { run, called } = await startWithTransfers(
    Object.fromEntries(commands.map((name) => [`transfers.${name}`, () => {}])),
  );
  expect(await run('pause', 'abcd1')).toEqual({
    status: 0,
    stdout: 'harbour-map is paused; what is here is kept.\n',
    stderr: '',
  });
  expect(await run('resume', halted.id)).toMatchObject({ status: 0 });
  expect(await run('retry', 'BEEF')).toMatchObject({ status: 0 });
  const cancelled = await run('cancel', 'abcd2', '--json');
  expect(JSON.parse(cancelled.stdout)).toEqual({
    transfer: { id: halted.id, kind: 'clone', name: 'harbour-map', path: '/home/me/harbour-map' },
  });
  expect(commands.map((name) => called(`transfers.${name}`))).toEqual([
    [{ transfer: moving.id }],
    [{ transfer: halted.id }],
    [{ transfer: gone.id }],
    [{ transfer: halted.id }],
  ]);
});

test('what cannot be done about a transfer is refused, with the reason', async () => {
  const { run, called } = await startWithTransfers({ 'transfers.pause': () => {} });
  expect(await run('pause', 'beef')).toMatchObject({
    status: 1,
    stderr: 'shoal: harbour-map cannot be paused now: Otter left.\n',
  });
  expect((await run('pause', 'abcd')).stderr).toContain('Type more of the id.');
  expect((await run('pause', 'ffff')).stderr).toContain('`shoal transfers` lists them.');
  expect(called('transfers.pause')).toEqual([]);
});

test('limits are shown, and changed one by one', async () => {
  const node = await start({ 'limits.set': () => {} });
  const { run, called } = bound(node);
  expect((await run('limits')).stdout).toBe(
    'Upload    no limit in all, no limit to each teammate\n' +
      'Download  no limit in all, no limit from each teammate\n',
  );
  expect(called('limits.set')).toEqual([]);

  const set = { upload: 5_000_000, uploadPerPeer: 500_000, download: null, downloadPerPeer: null };
  const changed = await run('limits', '--upload', '5', '--upload-per-peer', '0.5', '--json');
  expect(JSON.parse(changed.stdout)).toEqual({ limits: set });
  node.change({ set: 'limits', value: set });
  await vi.waitFor(() => expect(node.node.state.limits).toEqual(set));
  expect((await run('limits', '--upload', 'off', '--download', '20')).stdout).toBe(
    'Upload    no limit in all, 0.5 MB/s to each teammate\n' +
      'Download  20 MB/s in all, no limit from each teammate\n',
  );
  await run('limits', '--upload-per-peer', '0');
  expect(called('limits.set')).toEqual([
    set,
    { ...set, upload: null, download: 20_000_000 },
    { ...set, uploadPerPeer: null },
  ]);
});

test('a limit that is no speed is a wrong use', async () => {
  const { run, called } = bound(await start({ 'limits.set': () => {} }));
  expect(await run('limits', '--download-per-peer', 'fast')).toMatchObject({
    status: 2,
    stderr: 'shoal: --download-per-peer: Type a number, as in 5 or 0.5.\n',
  });
  expect(await run('limits', '--upload', '-3')).toMatchObject({ status: 2 });
  expect(called('limits.set')).toEqual([]);
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

test('follow, unfollow, activity and undo', async () => {
  const nothing = async () => {};
  const { run, called } = bound(
    await start({
      'repositories.add': async () => repository,
      'follow.set': nothing,
      'follow.remove': nothing,
      'activity.undo': nothing,
    }),
  );
  const followed = await run('follow', 'Otter', '--only', 'main', '--fast-forward', 'main');
  expect(followed.stdout).toBe(`Following Otter in ${repository.path}.\n`);
  const place = { peer: otter.id, repository: repository.id };
  expect(called('follow.set')).toEqual([
    { ...place, only: ['main'], except: [], fastForward: ['main'], isMuted: false },
  ]);
  expect((await run('follow', 'Otter', '--everywhere', '--fast-forward', 'main')).status).toBe(2);
  expect((await run('follow', 'Otter', '/home/me/map', '--everywhere')).status).toBe(2);
  await run('unfollow', 'Otter', '--everywhere');
  expect(called('follow.remove')).toEqual([{ peer: otter.id, repository: null }]);

  const change = { old: null, new: oidSchema.parse('1'.repeat(40)), commits: null };
  const ref = 'refs/remotes/otter/main';
  const entry: ActivityEntry = {
    id: '12345678-0000-4000-8000-000000000000',
    at: 0,
    peer: otter.id,
    peerName: 'Otter',
    repository: repository.id,
    repositoryName: 'harbour-map',
    isAutomatic: true,
    bytes: 1,
    changes: [
      { ...change, ref, kind: 'new', isUndone: false },
      { ...change, ref: `${ref}2`, kind: 'rewritten', isUndone: true },
    ],
    more: 0,
    fastForward: [{ branch: 'main', refusal: 'it has changes of yours' }],
  };
  fake?.change({ set: 'activity', key: entry.id, value: entry });
  await vi.waitFor(() => expect(fake?.node.state.activity).toHaveProperty(entry.id));
  expect((await run('activity')).stdout).toBe(
    [
      '12345678  1970-01-01 00:00  Otter in harbour-map',
      '  otter/main is new',
      '  otter/main2 was rewritten, undone',
      '  main was left: it has changes of yours',
      '',
    ].join('\n'),
  );
  await run('undo', '1234', 'otter/main');
  expect(called('activity.undo')).toEqual([{ entry: entry.id, ref }]);
  expect((await run('undo', '99')).status).toBe(2);
});
