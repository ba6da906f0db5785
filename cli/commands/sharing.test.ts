import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { git } from '../../engine/testing/git.ts';
import type { LeftOut } from '../../shared/domain/left-out.ts';
import { runCommand } from '../fake-node.ts';
import { heron, otter, repository, start } from '../fake-room.ts';

test('share chooses the heads before anyone sees them', async () => {
  const { run, launcher } = await start({
    'repositories.add': () => ({ ...repository, visibility: { to: 'trusted' } }),
    'repositories.setHeads': () => {},
    'repositories.setVisibility': () => {},
  });
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

test('a repository that cannot be used is shared with nobody, and both share and status say why', async () => {
  const sentence = '/home/me/map is not there any more. Put it back.';
  const status = { state: 'unusable', code: 'repository-gone', sentence } as const;
  const lost = { ...repository, visibility: { to: 'everyone' }, status } as const;
  const { run, change } = await start({
    'repositories.add': () => lost,
    'repositories.setHeads': () => {},
    'repositories.setVisibility': () => {},
  });
  expect(await run('share', '.')).toMatchObject({ status: 1, stderr: `shoal: ${sentence}\n` });
  change({ set: 'repositories', key: repository.id, value: lost });
  expect((await run('status')).stdout).toContain(
    `/home/me/map  Shared with nobody at the moment. ${sentence}`,
  );
  const { repositories } = JSON.parse((await run('status', '--json')).stdout);
  expect(repositories).toMatchObject([{ id: repository.id, status }]);
});

test('share takes teammates by name, and refuses a mixture', async () => {
  const { run, called } = await start({
    'repositories.add': () => repository,
    'repositories.setHeads': () => {},
    'repositories.setVisibility': () => {},
  });
  await run('share', '.', '--to', 'otter', 'Heron');
  expect(called('repositories.setVisibility')).toEqual([
    { repository: repository.id, visibility: { to: 'peers', peers: [otter.id, heron.id] } },
  ]);
  expect(await run('share', '.', '--to', 'everyone', 'Otter')).toMatchObject({ status: 2 });
});

test('unshare works by the known path, and says when it is not known', async () => {
  const { run, called } = await start({ 'repositories.setVisibility': () => {} });
  expect(await run('unshare', '/home/me/map')).toMatchObject({ status: 0 });
  expect(called('repositories.setVisibility')).toEqual([
    { repository: repository.id, visibility: { to: 'nobody' } },
  ]);
  expect(await run('unshare', '/elsewhere')).toMatchObject({ status: 1 });
});

test('unshare takes any working tree of a repository', async () => {
  const { run, called, change, folder } = await start({ 'repositories.setVisibility': () => {} });
  const path = join(folder, 'main');
  git(folder, ['init', '--quiet', path]);
  git(path, ['commit', '--quiet', '--allow-empty', '-m', 'one']);
  git(path, ['worktree', 'add', '--quiet', join(folder, 'topic')]);
  change({ set: 'repositories', key: repository.id, value: { ...repository, path } });
  expect(await run('unshare', join(folder, 'topic'))).toMatchObject({ status: 0 });
  expect(called('repositories.setVisibility')).toMatchObject([{ visibility: { to: 'nobody' } }]);
});

test('trust shows the words and needs a yes', async () => {
  const { run, called, folder } = await start({ 'peers.trust': () => {} });
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

test('trust warns of a key that is not the trusted one’s', async () => {
  const { run, change } = await start({ 'peers.trust': () => {} });
  const careful = /^Careful: .*another key/;
  expect((await run('trust', 'Otter', '--yes')).stderr).not.toMatch(careful);
  change({ set: 'peers', key: otter.id, value: { ...otter, trust: 'changed' } });
  expect((await run('trust', 'Otter', '--yes')).stderr).toMatch(careful);
});

test('untrust and status', async () => {
  const { run, called } = await start({ 'peers.untrust': () => {} });
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

test('share and status tell what is left out, and why', async () => {
  const leftOut: LeftOut[] = [{ reason: 'head', count: 1, examples: ['x/HEAD'] }];
  const partly = { ...repository, visibility: { to: 'everyone' as const }, leftOut };
  const { run, change, state } = await start({
    'repositories.add': () => partly,
    'repositories.setHeads': () => {},
    'repositories.setVisibility': () => {},
  });
  const sentence = '1 branch or tag cannot be shared: git takes a name that ends in HEAD';
  expect((await run('share', '.')).stdout).toContain(`with everyone nearby.\n${sentence}`);
  expect(JSON.parse((await run('share', '.', '--json')).stdout).repository.leftOut).toEqual(
    leftOut,
  );
  change({ set: 'repositories', key: repository.id, value: partly });
  await vi.waitFor(() => expect(state().repositories[repository.id]).toEqual(partly));
  expect((await run('status')).stdout).toContain(`2 heads\n    ${sentence}`);
  expect(JSON.parse((await run('status', '--json')).stdout).repositories[0].leftOut).toEqual(
    leftOut,
  );
});

test.each([
  ['on', 'What teammates you trust have of /home/me/map is fetched ahead, while it is shared'],
  ['off', 'Nothing is fetched ahead for /home/me/map.'],
] as const)('fetch-ahead %s says what comes of it', async (on, sentence) => {
  const { run, called } = await start({
    'repositories.add': () => repository,
    'repositories.setFetchesAhead': () => {},
  });
  expect((await run('fetch-ahead', on, '.')).stdout).toContain(sentence);
  const params = { repository: repository.id, on: on === 'on' };
  expect(called('repositories.setFetchesAhead')).toEqual([params]);
  const { repository: told } = JSON.parse((await run('fetch-ahead', on, '--json')).stdout);
  expect(told).toMatchObject({ id: repository.id, fetchesAhead: on === 'on' });
});

test('fetch-ahead is on or off, and nothing else', async () => {
  const { run } = await start({});
  expect(await run('fetch-ahead', 'maybe')).toMatchObject({ status: 2 });
});
