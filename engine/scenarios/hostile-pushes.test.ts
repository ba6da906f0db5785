import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PushFault, SignedEntry } from '../../shared/gtp/push.ts';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import type { Chain } from '../chain/chain.ts';
import { signEntry } from '../chain/entry.ts';
import { sendPush } from '../pushing/depot-line.ts';
import { signAndSend } from '../pushing/push-to-depot.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { DepotRoom, type Pusher } from '../testing/depot-room.ts';
import { cloneAt, git, refs } from '../testing/git.ts';
import { next } from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

let room: DepotRoom;
let anna: Pusher;
let bob: Pusher;
let mallory: Pusher;
let hers: string;
const { signal } = new AbortController();

/** Anna owns a project in a depot; Bob maintains `main` there; Mallory may do nothing. */
beforeAll(async () => {
  const folder = temporaryFolder();
  hers = join(folder, 'hers');
  buildRepository(hers, { commits: 12, files: 4 });
  // What comes later, the depot has not.
  const older = join(folder, 'older');
  cloneAt(hers, 'main~3', older);
  room = await DepotRoom.open(older, folder);
  anna = await room.pusher('Anna');
  bob = await room.pusher('Bob');
  mallory = await room.pusher('Mallory');
  await anna.push(hers, [main(oid('main~3'))]);
  await give(bob, [{ refs: 'refs/heads/main' }]);
});
afterAll(() => room[Symbol.asyncDispose]());

const oid = (revision: string) => git(hers, ['rev-parse', revision]) as Oid;
const main = (to: Oid) => ({ ref: 'refs/heads/main', new: to, forced: false });
const chain = () => anna.chains.look(anna.copy(), signal);
const state = () => [
  ...refs(room.target.path, 'refs/heads', 'refs/tags'),
  readFileSync(room.chainFile, 'utf8'),
];

async function give(to: Pusher, patterns: { refs: string }[]): Promise<void> {
  const role = { role: 'maintainer', patterns } as const;
  await signAndSend(anna.task(), await chain(), { act: 'grant', to: to.identity.id, role });
}

/** What an honest push of `main` to this commit says, as the next entry. */
function moving(on: Chain, who: Pusher, to: Oid, more: Parameters<typeof next>[3] = {}) {
  const old = on.refs.get('refs/heads/main') ?? null;
  const time = Math.floor(Date.now() / 1_000);
  const changes = [{ ref: 'refs/heads/main', old, new: to }];
  return next(on, who.identity, { act: 'push', changes }, { time, ...more });
}

/** The pack that brings what is new in a commit. */
function packOf(revision: string): Buffer {
  const input = `${oid(revision)}\n^${oid('main~3')}\n`;
  const path = git(hers, ['pack-objects', '--revs', '-q', '.git/sent'], input);
  return readFileSync(join(hers, '.git', `sent-${path}.pack`));
}

/** A pack with these objects, and nothing that they lead to. */
function packWith(...oids: readonly string[]): Buffer {
  const path = git(hers, ['pack-objects', '-q', '.git/only'], `${oids.join('\n')}\n`);
  return readFileSync(join(hers, '.git', `only-${path}.pack`));
}

const send = (who: Pusher, entries: SignedEntry[], pack: Buffer | null = packOf('main~2')) =>
  sendPush(who.copy(), { entries }, pack === null ? null : Readable.from([pack]), signal);

describe('a depot takes nothing that is not right, and says why', () => {
  let before: string[];
  beforeEach(() => {
    before = state();
  });

  async function refuses(
    fault: PushFault,
    who: Pusher,
    entries: SignedEntry[],
    pack?: Buffer | null,
  ): Promise<string> {
    const answer = await send(who, entries, pack);
    expect(answer).toMatchObject({ taken: false, fault });
    expect(state()).toEqual(before);
    return answer.taken ? '' : answer.why;
  }

  test('a forged entry', async () => {
    const on = await chain();
    const honest = moving(on, bob, oid('main~2'));
    const inHisName = { ...honest, ...signEntry(honest.entry as never, mallory.identity) };
    expect(await refuses('refused', mallory, [inHisName])).toContain('Bob');
    const changed = { ...honest, entry: { ...honest.entry, time: 1_900_000_000 } };
    await refuses('refused', bob, [changed]);
  });

  test('one that is there already, one in the wrong place, one for another project', async () => {
    const on = await chain();
    await refuses('behind', anna, [on.entries.at(-1)?.signed as SignedEntry]);
    await refuses('behind', bob, [moving(on, bob, oid('main~2'), { seq: 9 })]);
    await refuses('behind', bob, [
      moving(on, bob, oid('main~2'), { previous: 'a'.repeat(64) as never }),
    ]);
    const project = anna.identity.id as string as SwarmId;
    await refuses('refused', bob, [moving(on, bob, oid('main~2'), { project })]);
  });

  test('a key without a role, and another one’s entry in one’s own hands', async () => {
    const on = await chain();
    expect(await refuses('refused', mallory, [moving(on, mallory, oid('main~2'))])).toContain(
      'Mallory',
    );
    await refuses('refused', mallory, [moving(on, bob, oid('main~2'))]);
  });

  test('a ref outside of the pattern, and a rewind that was not given', async () => {
    const on = await chain();
    const time = Math.floor(Date.now() / 1_000);
    const elsewhere = { ref: 'refs/heads/other', old: null, new: oid('main~2') };
    const push = (change: object) =>
      next(on, bob.identity, { act: 'push', changes: [change] } as never, { time });
    await refuses('refused', bob, [push(elsewhere)]);
    const old = on.refs.get('refs/heads/main');
    const back = { ref: 'refs/heads/main', old, new: oid('main~5') };
    await refuses('refused', bob, [push({ ...back, forced: true })], null);
    // That it is none is no use: git looks.
    expect(await refuses('not-forward', bob, [push(back)], null)).toContain('refs/heads/main');
  });

  test('a role that was taken back', async () => {
    await give(mallory, [{ refs: 'refs/heads/*' }]);
    const revoke = { act: 'revoke', from: mallory.identity.id } as const;
    await signAndSend(anna.task(), await chain(), revoke);
    before = state();
    const on = await chain();
    expect(await refuses('refused', mallory, [moving(on, mallory, oid('main~2'))])).toContain(
      'taken back',
    );
  });

  test('a role that has expired, whatever time is written', async () => {
    const role = { role: 'maintainer', patterns: [{ refs: 'refs/heads/*' }] } as const;
    const expires = Math.floor(Date.now() / 1_000) - 3_600;
    const grant = { act: 'grant', to: mallory.identity.id, role, expires } as const;
    await signAndSend(anna.task(), await chain(), grant);
    before = state();
    const on = await chain();
    await refuses('refused', mallory, [moving(on, mallory, oid('main~2'))]);
    await refuses('refused', mallory, [moving(on, mallory, oid('main~2'), { time: expires })]);
  });

  test('a time that is not now', async () => {
    const on = await chain();
    const time = Math.floor(Date.now() / 1_000) + 3_600;
    expect(await refuses('clock', bob, [moving(on, bob, oid('main~2'), { time })])).toContain(
      'clock',
    );
  });

  test('no pack, half a pack, rubbish, and one that lacks something', async () => {
    const on = await chain();
    const entries = [moving(on, bob, oid('main~2'))];
    const pack = packOf('main~2');
    await refuses('damaged', bob, entries, null);
    await refuses('damaged', bob, entries, pack.subarray(0, pack.length - 40));
    await refuses('damaged', bob, entries, Buffer.from('no pack at all'));
    await refuses('damaged', bob, [moving(on, bob, oid('main'))], pack);
    // A branch of the size of a file.
    const blob = oid('main:README.md');
    await refuses('damaged', bob, [moving(on, bob, blob)], pack);
    await refuses('damaged', bob, [moving(on, bob, 'f'.repeat(64) as Oid)], pack);
  });

  test('a commit without all that is in it, or that came before it', async () => {
    const on = await chain();
    const tip = oid('main~2');
    const lacking = [packWith(tip), packWith(tip, oid('main~2^{tree}'))];
    for (const pack of lacking) {
      const why = await refuses('damaged', bob, [moving(on, bob, tip)], pack);
      expect(why).toContain('Something is missing of what these commits lead to.');
    }
    const later = oid('main~1');
    const ofLater = ['rev-list', '--objects', '--no-object-names', 'main~2..main~1'];
    const withoutParent = packWith(...git(hers, ofLater).split('\n'));
    expect(await refuses('damaged', bob, [moving(on, bob, later)], withoutParent)).toContain(
      'Something is missing',
    );
  });

  test('what git’s own check refuses', async () => {
    const tree = git(
      hers,
      ['mktree'],
      `100644 blob ${git(hers, ['hash-object', '-w', '--stdin'], 'x')}\t.git\n`,
    );
    const bad = git(hers, ['commit-tree', tree, '-p', 'main~3', '-m', 'bad']) as Oid;
    const on = await chain();
    expect(await refuses('damaged', bob, [moving(on, bob, bad)], packOf(bad))).toContain('fsck');
  });

  test('more than finds room', async () => {
    const on = await chain();
    room.target.room = 1_000;
    await refuses('full', bob, [moving(on, bob, oid('main~2'))]);
    room.target.room = Number.POSITIVE_INFINITY;
  });

  test('what is no push at all', async () => {
    const line = (text: string) =>
      bob.link.request({
        ...{ method: 'POST', path: `/gtp/2/repositories/${room.target.record.id}/pushes` },
        body: text,
      });
    expect((await line('nonsense\n')).status).toBe(400);
    expect((await line('{"entries":[]}\n')).status).toBe(400);
    expect((await line('{}')).status).toBe(400);
    expect((await line(`"${'x'.repeat(3 * 1024 * 1024)}`)).status).toBe(413);
    expect(state()).toEqual(before);
  });
});
