import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { History } from '../../shared/api/history-state.ts';
import { allEntries, sumOf } from '../../shared/domain/history/sums.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { plainGit } from './support/guest.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let source: string;

beforeAll(async () => {
  ({ anna, bob } = await startPair());
  source = join(anna.directory, 'project');
  buildRepository(source, { commits: 30, binaryBytes: 400_000 });
  git(source, ['remote', 'add', 'origin', 'https://git.example.org/team/project.git']);
  await anna.share(source);
  await bob.connect(anna);
  await bob.untilAlternatives(1);
}, 60_000);
afterAll(() => endAll(anna, bob));

const historyOf = (engine: TestEngine) => engine.call('history.get', {});
const sum = async (engine: TestEngine) => sumOf(allEntries(await historyOf(engine)));
const fileOf = (engine: TestEngine) => join(engine.directory, 'data', 'history.json');

async function clone(into: string) {
  const [swarm] = Object.keys(bob.state.swarms) as [SwarmId];
  const directory = join(bob.directory, into);
  return bob.call('clone', { transfer: newTransferId(), swarm, directory });
}

test('what is received and given is counted by person and project, and told while it moves', async () => {
  expect(await sum(bob)).toEqual({ received: 0, given: 0, saved: 0 });
  const { bytes } = await clone('project');
  expect(bytes).toBeGreaterThan(400_000);
  expect(await sum(bob)).toEqual({ received: bytes, given: 0, saved: bytes });
  const [entry, ...more] = allEntries(await historyOf(bob));
  expect(more).toEqual([]);
  expect(entry?.peer).toBe(anna.id);
  const { people, projects } = await historyOf(bob);
  expect(Object.values(people)).toEqual([anna.engine.self.name]);
  expect(Object.values(projects)).toEqual(['project']);
  await bob.until(({ traffic }) => traffic[anna.id]?.received === bytes, 'it is told of');

  // An index, and what was sent twice, count for who gives.
  const given = allEntries(await historyOf(anna));
  expect(given).toHaveLength(1);
  expect(given[0]).toMatchObject({ peer: bob.id, swarm: entry?.swarm, received: 0, saved: 0 });
  expect(given[0]?.given).toBeGreaterThanOrEqual(bytes);
  await anna.until(({ traffic }) => (traffic[bob.id]?.given ?? 0) >= bytes, 'it is told of');
});

test('it is not written with each block, but kept over a restart', async () => {
  expect(existsSync(fileOf(bob))).toBe(false);
  const before = await historyOf(bob);
  bob = await bob.restarted();
  expect(await historyOf(bob)).toEqual(before);
  const kept = JSON.parse(readFileSync(fileOf(bob), 'utf8')) as History;
  expect(kept.days).toEqual(before.days);
  expect(bob.state.traffic).toEqual({});
});

test('what guests clone is given to guests', async () => {
  await anna.call('guests.on', { until: null });
  await anna.until(
    ({ guests }) => guests.state === 'on' && guests.repositories.length > 0,
    'guests are let in',
  );
  const { guests } = anna.state;
  const url = guests.state === 'on' ? guests.repositories[0]?.urls[0] : undefined;
  const before = await sum(anna);
  await plainGit(temporaryFolder(), ['clone', '--quiet', '--bare', url ?? '', 'copy']);
  const [theirs] = allEntries(await historyOf(anna)).filter(({ peer }) => peer === 'guests');
  expect(theirs?.given).toBeGreaterThan(400_000);
  expect((await historyOf(anna)).projects).toHaveProperty(theirs?.swarm ?? '');
  expect((await sum(anna)).given - before.given).toBe(theirs?.given);
});
