import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fsck, git, refs } from '../testing/git.ts';
import { askAsGuest, GuestRoom, plainGit, until } from './support/guest.ts';

// Guests have plain git, and nothing of Shoal.

let room: GuestRoom;
let place: string;

beforeAll(async () => {
  room = await GuestRoom.open();
});

afterAll(() => room[Symbol.asyncDispose]());

beforeEach(() => {
  place = room.place();
});

describe('a plain git', () => {
  test.each([0, 2] as const)(
    'clones and fetches what is shared with everyone, in version %i',
    async (version) => {
      await room.anna.until(({ guests }) => guests.state === 'on', 'guests are let in');
      await plainGit(place, ['clone', '--quiet', room.url, 'copy'], version);
      const copy = join(place, 'copy');
      expect(fsck(copy)).toBe('');
      const theirs = refs(room.source, 'refs/heads', 'refs/tags').filter(
        (line) => !line.includes('secret'),
      );
      const listed = await plainGit(
        place,
        ['ls-remote', '--heads', '--tags', '--refs', room.url],
        version,
      );
      expect(listed.replaceAll('\t', ' ').split('\n').sort()).toEqual(theirs.sort());
      expect(git(copy, ['rev-parse', 'HEAD'])).toBe(git(room.source, ['rev-parse', 'main']));
      const everything = await plainGit(place, ['ls-remote', room.url], version);
      expect(everything).not.toMatch(/remotes|stash|notes|shoal|secret/);

      const next = git(room.source, [
        'commit-tree',
        'main^{tree}',
        '-p',
        'main',
        '-m',
        `Next ${version}`,
      ]);
      git(room.source, ['update-ref', 'refs/heads/main', next]);
      await room.anna.call('repositories.add', { path: room.source });
      await plainGit(copy, ['fetch', '--quiet', 'origin'], version);
      expect(git(copy, ['rev-parse', 'origin/main'])).toBe(next);
    },
  );

  test('clones a part, and more of it later', async () => {
    await plainGit(place, ['clone', '--quiet', '--depth=2', room.url, 'copy']);
    const copy = join(place, 'copy');
    expect(git(copy, ['rev-list', '--first-parent', '--count', 'HEAD'])).toBe('2');
    await plainGit(copy, ['fetch', '--quiet', '--unshallow']);
    expect(git(copy, ['rev-list', '--count', 'HEAD'])).toBe(
      git(room.source, ['rev-list', '--count', 'main']),
    );
    expect(fsck(copy)).toBe('');
  });

  test.each([0, 2] as const)('fetches with work of its own, in version %i', async (version) => {
    await plainGit(
      place,
      ['clone', '--quiet', '--single-branch', '--no-tags', room.url, 'copy'],
      version,
    );
    const copy = join(place, 'copy');
    for (let count = 0; count < 40; count += 1) {
      git(copy, ['commit', '--quiet', '--allow-empty', '-m', `Own ${count}`]);
    }
    git(copy, ['update-ref', '-d', 'refs/remotes/origin/main']);
    const branch = refs(room.source, 'refs/heads/feature')[0]?.split(' ')[1] ?? '';
    await plainGit(copy, ['fetch', '--quiet', 'origin', `${branch}:refs/heads/theirs`], version);
    expect(git(copy, ['rev-parse', 'theirs'])).toBe(git(room.source, ['rev-parse', branch]));
  });

  test('cannot push, whatever the name', async () => {
    await plainGit(place, ['clone', '--quiet', room.url, 'copy']);
    const push = plainGit(join(place, 'copy'), ['push', 'origin', 'HEAD:refs/heads/new']);
    await expect(push).rejects.toThrow(/403/);
    const paths = ['harbour', 'diary', 'missing'].map(
      (name) => `/${name}.git/info/refs?service=git-receive-pack`,
    );
    const answers = await Promise.all(paths.map((path) => askAsGuest(room.base, path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
  });

  test('twenty clone at once, and are counted', async () => {
    const before = clones();
    const copies = Array.from({ length: 20 }, (_, index) => `copy-${index}`);
    await Promise.all(
      copies.map((copy) => plainGit(place, ['clone', '--quiet', '--bare', room.url, copy])),
    );
    for (const copy of copies) {
      expect(git(join(place, copy), ['rev-parse', 'main'])).toBe(
        git(room.source, ['rev-parse', 'main']),
      );
    }
    await until(() => clones() === before + 20, 'twenty clones are counted');
  });
});

function clones(): number {
  const { guests } = room.anna.state;
  return guests.state === 'on' ? guests.clones : Number.NaN;
}

describe('the switch', () => {
  test('off ends it', async () => {
    const address = room.base;
    await room.anna.call('guests.off', {});
    await room.anna.until(({ guests }) => guests.state === 'off', 'guests are out');
    await expect(askAsGuest(address, '/')).rejects.toThrow('ECONNREFUSED');
    await room.anna.call('guests.on', { until: null });
    await room.anna.until(({ guests }) => guests.state === 'on', 'guests are let in');
    expect(room.base).toBe(address);
  });

  test('it ends by itself', async () => {
    const address = room.base;
    await room.anna.call('guests.on', { until: Date.now() + 400 });
    expect((await askAsGuest(address, '/')).status).toBe(200);
    await room.anna.until(({ guests }) => guests.state === 'off', 'guests are out');
    await expect(askAsGuest(address, '/')).rejects.toThrow('ECONNREFUSED');
    const past = room.anna.call('guests.on', { until: Date.now() - 1 });
    await expect(past).rejects.toMatchObject({ code: 'past' });
  });

  test('a restart goes on until the time, and only then', async () => {
    await room.anna.call('guests.on', { until: Date.now() + 3_600_000 });
    await room.anna.until(({ guests }) => guests.state === 'on', 'guests are let in');
    const address = room.base;
    room.anna = await room.anna.restarted();
    await room.anna.until(
      ({ guests }) => guests.state === 'on' && guests.repositories.length === 1,
      'they are again',
    );
    expect(room.base).toBe(address);
    await room.anna.call('guests.on', { until: null });
    room.anna = await room.anna.restarted();
    await room.anna.until(({ self }) => self !== null, 'the engine has started');
    expect(room.anna.state.guests).toEqual({ state: 'off' });
    await expect(askAsGuest(address, '/')).rejects.toThrow('ECONNREFUSED');
    expect(readFileSync(join(room.anna.directory, 'data', 'guests.json'), 'utf8')).toContain(
      '"isOn": false',
    );
    expect(readdirSync(join(room.anna.directory, 'data', 'scratch'))).not.toContain('guests');
  });
});
