import { expect, test, vi } from 'vitest';
import type { ActivityEntry } from '../../shared/api/activity-state.ts';
import { oidSchema } from '../../shared/ids.ts';
import { otter, repository, start } from '../fake-room.ts';

test('follow, unfollow, activity and undo', async () => {
  const nothing = async () => {};
  const {
    run,
    called,
    change: tell,
    state,
  } = await start({
    'repositories.add': async () => repository,
    'follow.set': nothing,
    'follow.remove': nothing,
    'activity.undo': nothing,
  });
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
  tell({ set: 'activity', key: entry.id, value: entry });
  await vi.waitFor(() => expect(state().activity).toHaveProperty(entry.id));
  expect((await run('activity')).stdout).toBe(
    [
      '12345678  1970-01-01 00:00  Otter in harbour-map',
      '  otter/main is new',
      '  otter/main2 was rewritten, undone',
      '  main was left: it has changes of yours',
      '  It comes again with: shoal fetch /home/me/map Otter',
      '',
    ].join('\n'),
  );
  const tags = Array.from({ length: 304 }, (_, n) => ({
    ...{ ...change, ref: `refs/remotes/otter/tags/v${n}`, kind: 'new' as const, isUndone: false },
  }));
  tell({ set: 'activity', key: entry.id, value: { ...entry, changes: tags, fastForward: [] } });
  await vi.waitFor(() => expect(state().activity[entry.id]?.changes).toHaveLength(304));
  expect((await run('activity')).stdout.split('\n').slice(1)).toEqual(['  304 tags are new', '']);
  expect((await run('activity', '--all')).stdout.split('\n')).toHaveLength(306);
  expect(JSON.parse((await run('activity', '--json')).stdout).activity[0].changes).toHaveLength(
    304,
  );
  expect((await run('undo', '1234', 'otter/main')).stdout).toBe(
    'otter/main is as it was before. It comes again with: shoal fetch /home/me/map Otter\n',
  );
  expect(called('activity.undo')).toEqual([{ entry: entry.id, ref }]);
  expect((await run('undo', '99')).status).toBe(2);
});
