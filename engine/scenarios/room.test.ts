import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Visibility } from '../../shared/domain/visibility.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { type SetClock, withClock } from '../testing/set-clock.ts';
import { askAsGuest } from './support/guest.ts';
import { TestEngine } from './support/test-engine.ts';

// Anna opens what she has for an evening; Bob is in the room, and nobody whom she trusts.

const HOUR = 3_600_000;

const clock: SetClock = { ahead: 0 };
let anna: TestEngine;
let bob: TestEngine;
/** By the names of its folders. */
const ids = new Map<string, RepositoryId>();

const CHOSEN: Readonly<Record<string, Visibility>> = {
  open: { to: 'everyone' },
  trusted: { to: 'trusted' },
  diary: { to: 'nobody' },
};

beforeAll(async () => {
  anna = await withClock(clock, () => TestEngine.start('Anna'));
  bob = await TestEngine.start('Bob');
  for (const name of Object.keys(CHOSEN)) {
    const path = join(anna.directory, name);
    git(anna.directory, ['init', '--quiet', '--initial-branch=main', path]);
    for (const subject of [`Begin ${name}`, 'Go on', 'Go on']) commit(path, subject);
    git(path, ['branch', 'feature', 'main~1']);
    ids.set(name, (await anna.call('repositories.add', { path })).id);
  }
  await bob.connect(anna);
}, 60_000);

beforeEach(async () => {
  clock.ahead = 0;
  await anna.call('room.off', {});
  for (const [name, visibility] of Object.entries(CHOSEN)) {
    await anna.call('repositories.setVisibility', { repository: idOf(name), visibility });
  }
  await bobSees('open');
});

afterAll(async () => {
  for (const engine of [bob, anna]) await engine[Symbol.asyncDispose]();
});

function commit(repository: string, subject: string): void {
  git(repository, ['commit', '--quiet', '--allow-empty', '-m', subject]);
}

function idOf(name: string): RepositoryId {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`no ${name}`);
  return id;
}

/** What Bob sees of Anna's, by name. */
function seen(): string[] {
  return Object.values(bob.state.swarms)
    .flatMap(({ alternatives }) => alternatives.map(({ name }) => name))
    .sort();
}

async function bobSees(...names: readonly string[]): Promise<void> {
  await bob.until(() => seen().join() === [...names].sort().join(), `Bob sees ${names.join()}`);
}

const visibilities = () =>
  Object.fromEntries([...ids].map(([name, id]) => [name, anna.state.repositories[id]?.visibility]));

async function turnedOff(): Promise<void> {
  await anna.until(({ room }) => room.state === 'off', 'the room is off');
  await anna.until(
    () => JSON.stringify(visibilities()) === JSON.stringify(CHOSEN),
    'all is as it was',
  );
}

describe('the switch', () => {
  test('opens all that is shared, and each goes back to whom it was shared with', async () => {
    const until = Date.now() + HOUR;
    await anna.call('room.on', { until, guests: false });
    await bobSees('open', 'trusted');
    await anna.until(({ room }) => room.state === 'on', 'the room is on');
    expect(anna.state.room).toMatchObject({ until, repositories: [idOf('open'), idOf('trusted')] });
    expect(anna.state.repositories[idOf('trusted')]).toMatchObject({
      visibility: { to: 'everyone' },
      room: { until, afterwards: { to: 'trusted' } },
    });
    const [theirs] = Object.values(bob.state.swarms).flatMap((each) => each.alternatives);
    expect(theirs?.room?.until).toBe(Math.ceil(until / 1_000) * 1_000);
    await anna.call('room.off', {});
    await bobSees('open');
    await turnedOff();
    for (const each of Object.values(bob.state.swarms).flatMap((it) => it.alternatives)) {
      expect(each).not.toHaveProperty('room');
    }
  });

  test('opens what was chosen and nothing else, also what nobody may see otherwise', async () => {
    await anna.call('room.on', { until: null, repositories: [idOf('diary')], guests: false });
    await bobSees('diary', 'open');
    await anna.call('room.on', { until: null, repositories: [idOf('trusted')], guests: false });
    await bobSees('open', 'trusted');
    await anna.call('room.off', {});
    await bobSees('open');
    await turnedOff();
  });

  test('what the user chooses meanwhile stays', async () => {
    await anna.call('room.on', {
      ...{ until: Date.now() + HOUR, guests: false },
      repositories: [idOf('diary'), idOf('trusted'), idOf('open')],
    });
    await bobSees('diary', 'open', 'trusted');
    const nobody = { to: 'nobody' } as const;
    await anna.call('repositories.setVisibility', { repository: idOf('open'), visibility: nobody });
    await bobSees('diary', 'trusted');
    const everyone = { to: 'everyone' } as const;
    await anna.call('repositories.setVisibility', {
      repository: idOf('trusted'),
      visibility: everyone,
    });
    await anna.until(
      ({ room }) => room.state === 'on' && room.repositories.join() === idOf('diary'),
      'two are out of it',
    );
    await anna.call('room.off', {});
    await bobSees('trusted');
    expect(visibilities()).toEqual({ open: nobody, trusted: everyone, diary: nobody });
  });

  test('it is over when the last one was taken out of it', async () => {
    await anna.call('room.on', { until: null, repositories: [idOf('trusted')], guests: true });
    await bobSees('open', 'trusted');
    await anna.call('repositories.setVisibility', {
      repository: idOf('trusted'),
      visibility: { to: 'trusted' },
    });
    await turnedOff();
    await anna.until(({ guests }) => guests.state === 'off', 'guests are out');
  });

  test('cannot end before it begins, nor open what is not there', async () => {
    const past = anna.call('room.on', { until: Date.now() - 1, guests: false });
    await expect(past).rejects.toMatchObject({ code: 'past' });
    const unknown = 'a'.repeat(16) as RepositoryId;
    const missing = { until: null, repositories: [unknown], guests: false };
    await expect(anna.call('room.on', missing)).rejects.toMatchObject({
      code: 'unknown-repository',
    });
    const nothing = bob.call('room.on', { until: null, guests: false });
    await expect(nothing).rejects.toMatchObject({ code: 'nothing-to-open' });
    expect(anna.state.room).toEqual({ state: 'off' });
  });
});

describe('the end', () => {
  test('comes by itself', async () => {
    await anna.call('room.on', { until: Date.now() + 1_500, guests: false });
    await bobSees('open', 'trusted');
    await bobSees('open');
    await turnedOff();
  });

  test.each([
    ['ahead, over the end', 2 * HOUR],
    ['back, to before the beginning', -2 * HOUR],
  ])('comes when the clock is set %s', async (_way, ahead) => {
    await withClock(clock, () => anna.call('room.on', { until: Date.now() + HOUR, guests: false }));
    await bobSees('open', 'trusted');
    clock.ahead = ahead;
    await bobSees('open');
    await turnedOff();
  });

  test('comes in time though the clock is put back a little each time', async () => {
    await withClock(clock, () =>
      anna.call('room.on', { until: Date.now() + 2_000, guests: false }),
    );
    await bobSees('open', 'trusted');
    clock.ahead = -4 * 60_000;
    await bobSees('open');
    await turnedOff();
  });

  test('a restart and a crash before it change nothing, and after it all is as it was', async () => {
    const until = Date.now() + HOUR;
    await anna.call('room.on', { until, repositories: [idOf('trusted')], guests: true });
    await bobSees('open', 'trusted');
    // What a crash leaves is what is on disk.
    const crashed = join(bob.directory, 'crashed');
    cpSync(join(anna.directory, 'data'), join(crashed, 'data'), { recursive: true });
    for (const [ahead, state, to] of [
      [0, 'on', 'everyone'],
      [2 * HOUR, 'off', 'trusted'],
      [0, 'off', 'trusted'],
    ] as const) {
      const other = await withClock({ ahead }, () => TestEngine.start('Anna', crashed));
      const repository = () => other.state.repositories[idOf('trusted')];
      await other.until(() => repository()?.status.state === 'ready', 'it is read');
      expect(repository()?.visibility).toEqual({ to });
      expect(other.state.room.state).toBe(state);
      expect(other.state.guests.state).toBe(state);
      await other.engine[Symbol.asyncDispose]();
    }
  });
});

test('guests come and go with it, unless they were let in before', async () => {
  await anna.call('room.on', { until: null, guests: true });
  await anna.until(
    ({ guests }) => guests.state === 'on' && guests.bases.length > 0,
    'guests are in',
  );
  const { guests } = anna.state;
  const [base = ''] = guests.state === 'on' ? guests.bases : [];
  expect((await askAsGuest(base, '/')).body.toString()).toContain('trusted');
  await anna.call('room.off', {});
  await anna.until((state) => state.guests.state === 'off', 'guests are out');
  await anna.call('guests.on', { until: null });
  await anna.call('room.on', { until: null, guests: true });
  await anna.call('room.off', {});
  await turnedOff();
  await anna.until(({ guests }) => guests.state === 'on', 'they are in as before');
  await anna.call('guests.off', {});
});

test('everybody in it is told the latest commits, and nothing that only some may see', async () => {
  expect(await bob.call('room.commits', {})).toEqual({ projects: [], unasked: 0 });
  await anna.call('room.on', { until: null, repositories: [idOf('diary')], guests: false });
  await bobSees('diary', 'open');
  const path = join(anna.directory, 'diary');
  const history = () => git(path, ['rev-list', '--branches', '--tags']).split('\n');
  const told = async (engine: TestEngine) => {
    const { projects } = await engine.call('room.commits', {});
    return projects.flatMap(({ commits }) => commits.map(({ oid }) => oid as string));
  };
  expect(new Set(await told(bob))).toEqual(new Set(history()));
  expect(new Set(await told(anna))).toEqual(new Set(history()));
  commit(path, 'One more');
  const [newest] = git(path, ['rev-parse', 'HEAD']).split('\n');
  await bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) =>
        alternatives.some(({ heads }) => heads.some(({ oid }) => oid === newest)),
      ),
    'the head is known',
  );
  const { projects } = await bob.call('room.commits', {});
  expect(projects).toHaveLength(1);
  expect(projects[0]?.commits[0]).toMatchObject({
    ...{ oid: newest, subject: 'One more', peers: [anna.id] },
  });
  await anna.call('room.off', {});
  await bobSees('open');
  expect(await told(bob)).toEqual([]);
});
