import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRepository } from '../testing/build-repository.ts';
import { endAll } from './support/pair.ts';
import { TestEngine } from './support/test-engine.ts';

// Who has an answer may count on the state: what a command did is told before it.

const RATE = 1_000_000;

let anna: TestEngine;

beforeAll(async () => {
  anna = await TestEngine.start('Anna');
});
afterAll(() => endAll(anna));

test('what a command has changed is in the state when it answers', async () => {
  const path = join(anna.directory, 'project');
  buildRepository(path, { commits: 2 });
  const { id: repository } = await anna.call('repositories.add', { path });
  const shown = () => anna.state.repositories[repository];
  expect(shown()).toBeDefined();
  await anna.call('repositories.setVisibility', { repository, visibility: { to: 'everyone' } });
  expect(shown()).toMatchObject({ visibility: { to: 'everyone' } });
  await anna.call('repositories.setHeads', { repository, only: ['main'], except: [] });
  expect(shown()).toMatchObject({ sharedHeads: { only: ['main'] } });
  await anna.call('repositories.setFetchesAhead', { repository, on: false });
  expect(shown()).toMatchObject({ fetchesAhead: false });

  await anna.call('self.rename', { name: 'Anna B.' });
  expect(anna.state.self).toMatchObject({ name: 'Anna B.' });
  const limits = { upload: RATE, uploadPerPeer: null, download: null, downloadPerPeer: null };
  await anna.call('limits.set', limits);
  expect(anna.state.limits).toMatchObject(limits);
  await anna.call('sharing.pause', { until: null });
  expect(anna.state.sharing).toMatchObject({ state: 'paused' });
  await anna.call('sharing.resume', {});
  expect(anna.state.sharing).toMatchObject({ state: 'on' });
  await anna.call('room.on', { until: null, repositories: [repository], guests: false });
  expect(anna.state.room).toMatchObject({ state: 'on' });
  await anna.call('room.off', {});
  expect(anna.state.room).toMatchObject({ state: 'off' });

  await anna.call('repositories.remove', { repository });
  expect(shown()).toBeUndefined();
});
