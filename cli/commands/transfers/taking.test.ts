import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { CancelledError } from '../../../shared/errors.ts';
import { heron, otter, repository, result, start, swarm } from '../../fake-room.ts';

test('fetch prints what it brought, and nothing else', async () => {
  const { run, called } = await start({
    'repositories.add': () => repository,
    fetch: () => result,
  });
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

test('fetch tells who could not be fetched from, beside what came, and fails', async () => {
  const sentence = 'Heron shares nothing of harbour-map at the moment.';
  const note = 'Otter’s heads are kept under “otter-2” here.';
  const partly = {
    ...result,
    failed: [{ peer: heron.id, name: 'Heron', code: 'nothing-shared', sentence }],
    notes: [{ peer: otter.id, code: 'alias-taken', sentence: note }],
  } as const;
  const { run, called } = await start({
    'repositories.add': () => repository,
    fetch: () => partly,
  });
  const words = await run('fetch', 'Otter', 'Heron');
  expect(words.status).toBe(1);
  expect(words.stdout).toContain(note);
  expect(words.stderr).toBe(`shoal: Heron: ${sentence}\n`);
  // A name that is nobody's does not keep the others from being fetched.
  const json = await run('fetch', 'Otter', 'Nobody', '--json');
  expect(json.status).toBe(1);
  const { failed, updated } = JSON.parse(json.stdout);
  expect(updated).toEqual(result.updated);
  expect(failed).toMatchObject([
    { peer: heron.id, code: 'nothing-shared' },
    { peer: null, name: 'Nobody', code: 'unknown-peer' },
  ]);
  expect(called('fetch').at(-1)).toMatchObject({ peers: [otter.id] });
  expect((await run('fetch', 'Nobody')).status).toBe(1);
});

test('fetch takes a first argument that is no folder for a teammate', async () => {
  const { run, called, folder } = await start({
    'repositories.add': () => repository,
    fetch: () => result,
  });
  await run('fetch', 'Otter', 'Heron');
  await mkdir(join(folder, 'Heron'));
  await run('fetch', 'Heron');
  expect(called('repositories.add')).toEqual([{ path: folder }, { path: join(folder, 'Heron') }]);
  expect(called('fetch')).toMatchObject([{ peers: [otter.id, heron.id] }, { peers: [] }]);
});

test('Ctrl-C cancels the transfer, and waits until it is undone', async () => {
  let cancel: (reason: unknown) => void = () => {};
  const { run, called } = await start({
    'repositories.add': () => repository,
    fetch: () => new Promise((_resolve, reject) => (cancel = reject)),
    'transfers.cancel': () => setTimeout(() => cancel(new CancelledError()), 50) && undefined,
  });
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
  const { run, called, folder } = await start({
    clone: ({ directory }) => ({ ...result, path: directory }),
  });
  const cloned = await run('clone', 'harbour-map', '--json');
  expect(JSON.parse(cloned.stdout)).toEqual(result);
  expect(called('clone')).toMatchObject([
    { swarm: swarm.id, directory: join(folder, 'harbour-map') },
  ]);
  await run('clone', 'harbour-map', '--share');
  await run('clone', 'harbour-map', 'elsewhere', '--share', 'trusted');
  expect(called('clone').slice(1)).toMatchObject([
    { share: 'everyone' },
    { share: 'trusted', directory: join(folder, 'elsewhere') },
  ]);
  expect((await run('clone', 'harbour-map', '--share', 'nobody')).status).toBe(2);
  expect(await run('clone', 'no-such', '--json')).toMatchObject({ status: 1 });
});

test('a clone that only its owner sees comes with how it is shared', async () => {
  const { run, change } = await start({ clone: () => ({ ...result, path: repository.path }) });
  const hint = 'after: shoal share /home/me/map\n';
  expect((await run('clone', 'harbour-map')).stdout).toContain(hint);
  const shared = { ...repository, visibility: { to: 'everyone' } } as const;
  change({ set: 'repositories', key: repository.id, value: shared });
  expect((await run('clone', 'harbour-map')).stdout).not.toContain('shoal share');
});

test('--use-mirror goes with an address, and with nothing else', async () => {
  const { run } = await start({});
  expect(await run('clone', 'map', '--use-mirror', '/srv/map')).toMatchObject({ status: 2 });
});
