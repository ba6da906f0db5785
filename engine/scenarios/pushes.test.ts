import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownBranches } from '../../shared/domain/git/ref-pattern.ts';
import type { Oid } from '../../shared/ids.ts';
import { NoRoleError } from '../errors/chain.ts';
import { openRepository } from '../git/open.ts';
import { lookAtDepot } from '../pushing/look-at-depot.ts';
import { signAndSend } from '../pushing/push-to-depot.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { DepotRoom, type Pusher } from '../testing/depot-room.ts';
import { fsck, git, refs } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

let room: DepotRoom;
let anna: Pusher;
let bob: Pusher;
let hers: string;
let his: string;

/** Anna owns a project of which a depot has a mirror; Bob has a copy, and no role yet. */
beforeAll(async () => {
  const folder = temporaryFolder();
  hers = join(folder, 'hers');
  his = join(folder, 'his');
  buildRepository(hers, { commits: 30, files: 6 });
  git(folder, ['clone', '--quiet', '--no-local', hers, his]);
  room = await DepotRoom.open(hers, folder);
  [anna, bob] = [await room.pusher('Anna'), await room.pusher('Bob')];
});
afterAll(() => room[Symbol.asyncDispose]());

const oid = (path: string, revision: string) => git(path, ['rev-parse', revision]) as Oid;
const commit = (path: string, message: string) => {
  git(path, ['commit', '--quiet', '--allow-empty', '-m', message]);
  return oid(path, 'HEAD');
};
const depotsRefs = () => refs(room.target.path, 'refs/heads', 'refs/tags');
const at = (ref: string) => git(room.target.path, ['rev-parse', '--verify', '--quiet', ref]);
const main = (to: Oid | null, forced = false) => [{ ref: 'refs/heads/main', new: to, forced }];
const grant = async (to: Pusher, role: Parameters<typeof signAndSend>[2] & { act: 'grant' }) => {
  const chain = await anna.chains.look(anna.copy(), new AbortController().signal);
  await signAndSend(anna.task(), chain, { ...role, to: to.identity.id });
};

test('nobody but the owner begins', async () => {
  const before = depotsRefs();
  await expect(bob.push(his, main(commit(his, 'mine')))).rejects.toBeInstanceOf(NoRoleError);
  git(his, ['reset', '--quiet', '--hard', 'origin/main']);
  expect(depotsRefs()).toEqual(before);
  expect(room.shown().pushes).toEqual({ project: room.target.record.swarm, owner: room.owner });
});

test('the owner’s first push begins the chain, and from then on the refs are what was pushed', async () => {
  const to = commit(hers, 'first');
  const pushed = await anna.push(hers, main(to));
  expect(pushed).toMatchObject({ seq: 2, refs: [{ status: 'moved', old: null, new: to }] });
  expect(depotsRefs()).toEqual([`${to} refs/heads/main`]);
  expect(fsck(room.target.path)).toBe('');
  expect(room.shown()).toMatchObject({
    heads: [{ ref: 'refs/heads/main', oid: to }],
    pushes: { head: { seq: 2 } },
  });
  await anna.chains.vet(anna.copy(), new AbortController().signal);
});

describe('roles', () => {
  test('a maintainer moves what was given, a contributor branches of their own', async () => {
    git(his, ['pull', '--quiet', hers, 'main']);
    const theirs = ownBranches(bob.identity.id).replace('*', 'idea');
    const to = commit(his, 'an idea');
    await grant(bob, { act: 'grant', to: bob.identity.id, role: { role: 'contributor' } });
    const refused = await bob.push(his, [...main(to), { ref: theirs, new: to, forced: false }]);
    expect(refused.refs).toMatchObject([
      { status: 'rejected', why: { code: 'not-allowed' } },
      { status: 'moved', new: to },
    ]);
    const patterns = [{ refs: 'refs/heads/main' }];
    await grant(bob, {
      ...{ act: 'grant', to: bob.identity.id },
      role: { role: 'maintainer', patterns },
    });
    expect(await bob.push(his, main(to))).toMatchObject({ refs: [{ status: 'moved' }] });
    expect(at('main')).toBe(to);
    expect(at(theirs)).toBe(to);
  });
});

test('what a push would come to is told before: where each branch goes, and how it stands there', async () => {
  const { signal } = new AbortController();
  const look = async (who: Pusher, path: string) => {
    const { identity, nameOf, copy } = who.task();
    const chain = await who.chains.look(copy, signal);
    const repository = await openRepository(path);
    return lookAtDepot({ identity, nameOf, copy, chain, repository, signal });
  };
  const before = depotsRefs();
  // Bob maintains `main`, to which he has pushed; Anna has not got that yet.
  git(his, ['checkout', '--quiet', '-b', 'topic', 'main~1']);
  commit(his, 'one');
  const topic = commit(his, 'two');
  const bobs = await look(bob, his);
  expect(bobs.rights).toMatchObject({ state: 'role', role: { role: 'maintainer' }, expires: null });
  expect(bobs.branches[0]).toMatchObject({
    ...{ ref: 'refs/heads/topic', oid: topic, subject: 'two', isCheckedOut: true },
    ...{ target: ownBranches(bob.identity.id).replace('*', 'topic'), old: null },
    verdict: { status: 'moves' },
  });
  expect(bobs.branches.find(({ ref }) => ref === 'refs/heads/main')).toMatchObject({
    ...{ target: 'refs/heads/main', verdict: { status: 'same' }, relation: { kind: 'same' } },
  });
  git(his, ['checkout', '--quiet', 'main']);
  commit(his, 'further');
  const [further] = (await look(bob, his)).branches;
  expect(further).toMatchObject({
    relation: { kind: 'behind', behind: 1 },
    verdict: { status: 'moves' },
  });
  git(his, ['reset', '--quiet', '--hard', 'main~2']);
  expect((await look(bob, his)).branches[0]).toMatchObject({
    relation: { kind: 'ahead', ahead: 1 },
    verdict: { status: 'rejected', why: { code: 'non-fast-forward' } },
  });
  git(his, ['merge', '--quiet', '--ff-only', 'main@{1}~1']);
  const [annas] = (await look(anna, hers)).branches;
  expect(annas).toMatchObject({
    relation: { kind: 'unknown' },
    verdict: { status: 'rejected', why: { code: 'fetch-first' } },
  });
  const mallory = await room.pusher('Mallory');
  expect(await look(mallory, his)).toMatchObject({
    ...{ rights: { state: 'none', code: 'no-role' }, branches: [], more: 0 },
    ...{ owner: { id: anna.identity.id, name: 'Anna' }, entries: 6 },
  });
  expect(depotsRefs()).toEqual(before);
});

describe('as git does it', () => {
  test('who has not fetched is told to, and who would lose something, too', async () => {
    const older = commit(hers, 'hers, meanwhile');
    expect((await anna.push(hers, main(older))).refs).toMatchObject([
      { status: 'rejected', why: { code: 'fetch-first' } },
    ]);
    git(hers, ['fetch', '--quiet', his, 'main']);
    expect((await anna.push(hers, main(older))).refs).toMatchObject([
      { status: 'rejected', why: { code: 'non-fast-forward' } },
    ]);
    const moved = { status: 'moved', forced: true };
    expect((await anna.push(hers, main(older, true))).refs).toMatchObject([moved]);
    expect(at('main')).toBe(older);
  });

  test('somebody who saw the ref elsewhere', async () => {
    const seen = oid(hers, 'main');
    const to = commit(hers, 'later');
    const wanted = { ref: 'refs/heads/main', new: to, seen };
    const [plain, forced] = [
      await anna.push(hers, [{ ...wanted, forced: false }]),
      await anna.push(hers, [{ ...wanted, seen: oid(hers, 'main~9'), forced: true }]),
    ];
    expect(plain.refs).toMatchObject([{ status: 'moved' }]);
    expect(forced.refs).toMatchObject([{ status: 'same' }]);
    const stale = await anna.push(hers, [{ ...wanted, new: oid(hers, 'main~4'), forced: true }]);
    expect(stale.refs).toMatchObject([{ status: 'rejected', why: { code: 'stale' } }]);
  });

  test('tags stay, unless forced; branches come and go; a dry run does nothing', async () => {
    git(hers, ['tag', '-a', '-m', 'first', 'v1', 'main~3']);
    const tag = (revision: string, forced = false) => [
      { ref: 'refs/tags/v1', new: oid(hers, revision), forced },
    ];
    await anna.push(hers, tag('v1'));
    expect((await anna.push(hers, tag('main'))).refs).toMatchObject([
      { status: 'rejected', why: { code: 'already-exists' } },
    ]);
    await anna.push(hers, tag('main', true));
    expect(at('refs/tags/v1')).toBe(oid(hers, 'main'));
    const topic = (to: Oid | null) => [{ ref: 'refs/heads/topic', new: to, forced: false }];
    await anna.push(hers, topic(oid(hers, 'main~2')), { isDryRun: true });
    expect(depotsRefs()).toHaveLength(3);
    await anna.push(hers, topic(oid(hers, 'main~2')));
    expect(at('topic')).toBe(oid(hers, 'main~2'));
    await anna.push(hers, [
      ...topic(null),
      { ref: 'refs/heads/topic/deeper', new: oid(hers, 'main'), forced: false },
    ]);
    expect(at('topic/deeper')).toBe(oid(hers, 'main'));
  });

  test('all or nothing, where that is wanted', async () => {
    const wanted = [
      { ref: 'refs/heads/another', new: oid(hers, 'main'), forced: false },
      { ref: 'refs/tags/v1', new: oid(hers, 'main~1'), forced: false },
    ];
    const { refs: all, seq } = await anna.push(hers, wanted, { isAtomic: true });
    expect(seq).toBeNull();
    expect(all).toMatchObject([
      { status: 'rejected', why: { code: 'atomic' } },
      { status: 'rejected', why: { code: 'already-exists' } },
    ]);
    expect((await anna.push(hers, wanted)).refs).toMatchObject([
      { status: 'moved' },
      { status: 'rejected' },
    ]);
  });
});

test('of two who push at once, one wins, and the other is told to fetch', async () => {
  git(his, ['fetch', '--quiet', hers, 'main']);
  git(his, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
  const [mine, theirs] = [commit(hers, 'mine'), commit(his, 'theirs')];
  const both = await Promise.all([anna.push(hers, main(mine)), bob.push(his, main(theirs))]);
  const statuses = both.map(({ refs: [first] }) => first?.status).sort();
  expect(statuses).toEqual(['moved', 'rejected']);
  const loser = both.find(({ refs: [first] }) => first?.status === 'rejected');
  expect(loser?.refs).toMatchObject([{ why: { code: 'fetch-first' } }]);
  expect([mine, theirs]).toContain(at('main'));
  expect(fsck(room.target.path)).toBe('');
});

test('after a start all is as it was, and what was cut short is finished', async () => {
  const before = depotsRefs();
  await room.restart();
  expect(depotsRefs()).toEqual(before);
  // As if it were killed between the entry and the refs.
  git(room.target.path, ['update-ref', 'refs/heads/main', 'main~1']);
  git(room.target.path, ['update-ref', '-d', 'refs/heads/another']);
  await room.restart();
  expect(depotsRefs()).toEqual(before);
});
