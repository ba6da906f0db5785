import { type ClientHttp2Session, connect } from 'node:http2';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as tlsConnect } from 'node:tls';
import { expect, test } from 'vitest';
import type { Head, Manifest } from '../../shared/gtp/manifest.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, RepositoryId } from '../../shared/ids.ts';
import type { StreamHandler } from '../gtp/router.ts';
import { tlsOptions } from '../gtp/session-options.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { signManifest } from '../identity/signing.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { deferred } from '../waiting/deferred.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';
import { throwAwayKeys } from './support/throw-away.ts';
import {
  attackObstacle,
  expectUnharmed,
  type Target,
  underAttack,
} from './support/under-attack.ts';

const MIB = 1024 * 1024;
/** How long a stranger stays that has given its list, in milliseconds. */
const STAY = 300;

/** A connection on which anything can be sent, and left unfinished. */
async function rawSession(port: number): Promise<ClientHttp2Session> {
  const identity = await loadIdentity(temporaryFolder());
  const place = { host: '127.0.0.1', port, servername: '' };
  const createConnection = () => tlsConnect({ ...place, ...tlsOptions(identity) });
  const session = connect('https://peer', { createConnection });
  session.on('error', () => {});
  return session;
}

const until = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Four peers send bodies as large as they may be on sixty streams each, and end none of them. */
async function sendWithoutEnd({ node, repository, signal, begun }: Target): Promise<void> {
  const sessions = await Promise.all([1, 2, 3, 4].map(() => rawSession(node.self.port)));
  for (const session of sessions) {
    for (let count = 0; count < 60; count += 1) {
      const stream = session.request({ ':method': 'POST', ':path': ROUTES.reels(repository) });
      stream.on('error', () => {});
      stream.write(Buffer.alloc(2 * MIB - 1, ' '));
    }
  }
  await sleep(2_000, undefined, { signal }).catch(() => {});
  begun();
  await until(signal);
  for (const session of sessions) session.destroy();
}

/** Twenty whom nobody trusts come with lists of some 6 MB each. */
async function sendLongLists({ node, signal, begun }: Target): Promise<void> {
  const strangers: Stranger[] = [];
  for (let count = 0; count < 20; count += 1) {
    strangers.push(await Stranger.connect(node, (identity) => longList(identity, count)));
  }
  begun();
  await until(signal);
  for (const stranger of strangers) stranger[Symbol.dispose]();
}

/** The same lists, but each is brought under a key of its own by somebody who leaves as soon as it is sent. */
async function comeAndGoWithLongLists({ node, signal, begun }: Target): Promise<void> {
  const keys = await throwAwayKeys(24);
  const lists = keys.map((identity, count) => ({ identity, handle: longList(identity, count) }));
  const over = until(signal);
  begun();
  for (const { identity, handle } of lists) {
    if (signal.aborted) return;
    const sent = deferred();
    const answer: StreamHandler = (stream, headers, peer) => {
      if (headers[':path'] === ROUTES.manifest) stream.once('close', sent.resolve);
      handle(stream, headers, peer);
    };
    using stranger = await Stranger.connect(node, () => answer, identity);
    await Promise.race([sent.promise, stranger.link.closed, over]);
    // So that it is taken for somebody who is here.
    await sleep(STAY, undefined, { signal }).catch(() => {});
  }
}

function longList(identity: Identity, count: number): StreamHandler {
  const heads = Array.from({ length: 9_000 }, (_, index): Head => {
    const oid = `${count * 9_000 + index}`.padStart(40, '0') as Oid;
    const tip = { time: 1_700_000_000 + index, author: 'Mallory', subject: `Change ${index}` };
    return { ref: `refs/heads/one-of-very-many/branches-with-long-names-${index}`, oid, tip };
  });
  const root = `${count + 1}`.padStart(40, 'a') as Oid;
  const repositories = Array.from({ length: 3 }, (_, index) => ({
    id: `mmmmmmmmmmmmmmm${'abc'[index]}` as RepositoryId,
    swarm: swarmIdOf('sha1', root),
    name: `many ${count}`,
    objectFormat: 'sha1' as const,
    roots: [root],
    heads,
    origins: [],
  }));
  const manifest: Manifest = {
    ...{ type: 'gtp-manifest', v: 2, peer: identity.id, name: `Mallory ${count}` },
    ...{ audience: 'receiver', seq: Date.now(), expires: Math.floor(Date.now() / 1000) + 3_600 },
    repositories,
  };
  const signed = Buffer.from(JSON.stringify(signManifest(manifest, identity)));
  return (stream, headers) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200 });
    if (headers[':path'] === ROUTES.manifest) stream.end(signed);
    else stream.write(`${JSON.stringify({ type: 'manifest', seq: manifest.seq })}\n`);
  };
}

test.skipIf(attackObstacle !== null)('bodies that never end harm nobody', async () => {
  expectUnharmed(await underAttack(sendWithoutEnd));
});

test.skipIf(attackObstacle !== null)('the long lists of many strangers harm nobody', async () => {
  expectUnharmed(await underAttack(sendLongLists));
});

test.skipIf(attackObstacle !== null)('nor do those that come one after the other', async () => {
  expectUnharmed(await underAttack(comeAndGoWithLongLists));
});

test('who sends too much is told so, and the connection goes on', async () => {
  await using anna = await TestEngine.start('Anna');
  using mallory = await Stranger.connect(anna);
  const path = join(anna.directory, 'project');
  buildRepository(path, { commits: 5 });
  const { id } = await anna.share(path);
  const answer = await mallory.post(ROUTES.reels(id), { wants: 'x'.repeat(3 * MIB) });
  expect(answer.status).toBe(413);
  expect((await mallory.manifest()).manifest.repositories).toHaveLength(1);
});
