import { expect, test } from 'vitest';
import type { DepotLog } from '../../../shared/api/depot-push-contract.ts';
import type { Alternative } from '../../../shared/api/swarm-state.ts';
import type { EntryHash } from '../../../shared/gtp/push.ts';
import { oidSchema, repositoryIdSchema } from '../../../shared/ids.ts';
import { heron, otter, start, swarm } from '../../fake-room.ts';

const WORDS = ['silent', 'tag', 'wet', 'monitor', 'sleep', 'cupboard'];
const hash = 'a'.repeat(64) as EntryHash;
const [one, two] = ['1', '2'].map((digit) => oidSchema.parse(digit.repeat(40)));
const at = { hash, time: 1_700_000_000 };
const me = { peer: heron.id, name: 'Me' };

const given = { since: at.time, by: { id: heron.id, name: 'Me' }, expires: null };

const log: DepotLog = {
  depot: { id: otter.id, name: 'Otter' },
  owner: { id: heron.id, name: 'Me' },
  entries: [
    {
      ...{ seq: 1, ...at, ...me },
      act: { kind: 'grant', to: heron.id, name: 'Me', role: { role: 'owner' }, expires: null },
    },
    {
      ...{ seq: 2, ...at, ...me },
      act: {
        kind: 'push',
        changes: [
          { ref: 'refs/heads/main', old: null, new: one ?? null },
          { ref: 'refs/heads/wip', old: one ?? null, new: two ?? null, forced: true },
          { ref: 'refs/tags/v1', old: one ?? null, new: null },
        ],
      },
    },
    { ...{ seq: 3, ...at, ...me }, act: { kind: 'revoke', from: otter.id, name: 'Otter' } },
  ],
  roles: [
    { peer: heron.id, name: 'Me', words: [], role: { role: 'owner' }, ...given },
    { peer: otter.id, name: 'Otter', words: WORDS, role: { role: 'contributor' }, ...given },
  ],
  refs: [],
  others: [
    { id: otter.id, name: 'Smelt', entries: 2, problem: null },
    { id: otter.id, name: 'Cod', entries: 3, problem: 'Otter and Cod tell different stories.' },
  ],
};

test('the log tells who did what, and what others say of it', async () => {
  const { run, called } = await start({ 'depot.log': async () => log });
  const { stdout } = await run('depot', 'log', swarm.name, '--at', 'Otter');
  expect(stdout).toBe(
    [
      '   1  2023-11-14 22:13  Me made Me owner',
      '   2  2023-11-14 22:13  Me pushed main (new, 1111111111), wip (1111111111...2222222222), v1 away',
      '   3  2023-11-14 22:13  Me took back the role of Otter',
      '3 entries, all of them signed by those who may.',
      'Smelt tells the same story, as far as entry 2.',
      'Careful: Otter and Cod tell different stories.',
      '',
    ].join('\n'),
  );
  const named = { swarm: swarm.id, peer: otter.id };
  expect(called('depot.log')).toEqual([{ ...named, accept: false }]);
  expect(JSON.parse((await run('depot', 'log', swarm.name, '--json')).stdout)).toEqual(log);
});

test('roles are given by name, and taken by six words', async () => {
  const { run, called } = await start({
    'depot.log': async () => log,
    'depot.grant': async () => ({ seq: 4, words: WORDS }),
    'depot.revoke': async () => ({ seq: 5 }),
  });
  const project = { swarm: swarm.id };
  const grant = (...args: string[]) => run('depot', 'grant', swarm.name, 'Otter', ...args);
  const given = await grant('maintainer', '--refs', 'main', 'release/*', 'refs/tags/*', '--rewind');
  expect(given.stdout).toContain(
    'maintainer of main (may force-push), release/* (may force-push) and tags/*',
  );
  const patterns = ['refs/heads/main', 'refs/heads/release/*', 'refs/tags/*'].map((refs) => ({
    ...{ refs, rewinds: true },
  }));
  expect(called('depot.grant')).toEqual([
    { ...project, to: otter.id, role: { role: 'maintainer', patterns } },
  ]);
  expect((await grant('maintainer')).status).toBe(2);
  expect((await grant('contributor', '--refs', 'main')).status).toBe(2);
  expect((await grant('king')).status).toBe(2);

  const unknown = await run('depot', 'grant', swarm.name, 'Smelt', 'contributor');
  expect(unknown).toMatchObject({ status: 1, stdout: '' });
  expect(unknown.stderr).toContain('by the whole id that `shoal status` shows them');

  for (const who of [WORDS, ['Otter'], [otter.id.slice(0, 8)]]) {
    await run('depot', 'revoke', swarm.name, ...who);
  }
  expect(called('depot.revoke')).toEqual(
    Array.from({ length: 3 }, () => ({ ...project, from: otter.id })),
  );
  const wrong = await run('depot', 'revoke', swarm.name, ...WORDS.with(0, 'loud'));
  expect(wrong).toMatchObject({ status: 1, stdout: '' });
  expect((await run('depot', 'roles', swarm.name)).stdout).toContain(
    `Otter: contributor since 2023-11-14 22:13 (${WORDS.join(' ')})`,
  );
});

test('where a depot has a project several times, the one that is meant is named', async () => {
  const { run, called, change } = await start({ 'depot.log': async () => log });
  const copies = [heron, otter].map(({ id: owner }, index) => ({
    ...{
      peer: otter.id,
      name: swarm.name,
      repository: repositoryIdSchema.parse('q'.repeat(15) + 'ab'[index]),
    },
    pushes: { owner, entries: 3 },
  })) as unknown as Alternative[];
  change({ set: 'swarms', key: swarm.id, value: { ...swarm, alternatives: copies } });
  const [herons] = copies;
  const logOf = (copy: string) => run('depot', 'log', swarm.name, '--copy', copy, '--accept');
  expect((await logOf('Heron')).status).toBe(0);
  expect((await logOf(herons?.repository ?? '')).status).toBe(0);
  const named = { swarm: swarm.id, peer: otter.id, copy: herons?.repository, accept: true };
  expect(called('depot.log')).toEqual([named, named]);
  const many = await logOf('qqqq');
  expect(many).toMatchObject({ status: 1, stdout: '' });
  expect(many.stderr).toContain(`harbour-map (${herons?.repository})`);
});
