import { rmSync } from 'node:fs';
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git, refs } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import VECTORS from '../shared/gtp/vectors.json';
import { SecondClient } from './support/second-client.ts';
import {
  idOf,
  type Key,
  makeKey,
  nameOf,
  signManifest,
  stripsOf,
} from './support/second-client-rules.ts';
import { ShoalNode } from './support/shoal-node.ts';

let anna: ShoalNode;
let source: string;
let key: Key;
const folders: string[] = [];

beforeAll(async () => {
  key = await makeKey();
  anna = await ShoalNode.start('Anna');
  source = join(anna.directory, 'project');
  // So large that it is cut into strips, and the windows count.
  buildRepository(source, { commits: 1_000, binaryBytes: 1024 * 1024 });
  git(source, ['tag', '-a', '-m', 'an annotated one', 'annotated', 'main~3']);
  await anna.json('share', source);
});

afterAll(async () => {
  await anna[Symbol.asyncDispose]();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const heads = (repository: string) => refs(repository, 'refs/heads', 'refs/tags');

test('a second implementation clones from a real node: its heads, and nothing is missing', async () => {
  using client = await SecondClient.connect(anna.listen, anna.id, key);
  const manifest = await client.manifest();
  expect(manifest).toMatchObject({ name: 'Anna', repositories: [{ name: 'project' }] });
  const [shared] = manifest.repositories;
  if (shared === undefined) throw new Error('nothing is shared');
  const clone = temporaryFolder();
  folders.push(clone);
  const { reels, blocks } = await client.clone(shared, clone);
  expect(heads(clone)).toEqual(heads(source));
  expect(heads(clone).length).toBeGreaterThan(2);
  expect(git(clone, ['fsck', '--strict', '--full'])).toBe('');
  expect(fsck(clone)).toBe('');
  // Up to a checkpoint, and from there to the heads.
  expect(reels).toBe(2);
  expect(blocks).toBeGreaterThan(8);
});

test('the same of a repository with SHA-256', async () => {
  const other = join(anna.directory, 'other');
  buildRepository(other, { commits: 50, objectFormat: 'sha256' });
  await anna.json('share', other);
  using client = await SecondClient.connect(anna.listen, anna.id, key);
  const { repositories } = await client.manifest();
  const shared = repositories.find(({ objectFormat }) => objectFormat === 'sha256');
  if (shared === undefined) throw new Error('it is not shared');
  const clone = temporaryFolder();
  folders.push(clone);
  await client.clone(shared, clone);
  expect(heads(clone)).toEqual(heads(other));
  expect(git(clone, ['fsck', '--strict', '--full'])).toBe('');
});

test('the node asks it back on the same connection, and understands its manifest', async () => {
  using client = await SecondClient.connect(anna.listen, anna.id, key);
  const deadline = Date.now() + 20_000;
  const names = async () => {
    const { peers } = await anna.json<{ peers: { id: string; name: string }[] }>('nearby');
    return peers.filter(({ id }) => id === key.id).map(({ name }) => name);
  };
  while (!(await names()).includes('Second client')) {
    if (Date.now() > deadline) throw new Error(`only asked for ${client.asked.join()}`);
  }
  expect(client.asked).toEqual(
    expect.arrayContaining(['GET /gtp/2/events', 'GET /gtp/2/manifest']),
  );
});

test('its own rules give the test vectors', () => {
  for (const { publicKey, id } of VECTORS.peers) {
    expect(idOf(Buffer.from(publicKey, 'base64'))).toBe(id);
  }
  for (const { reel, name } of VECTORS.reels) expect(nameOf(reel)).toBe(name);
  const repository = join(anna.directory, 'vectors');
  git(anna.directory, ['init', '--quiet', '--bare', repository]);
  git(repository, ['fast-import', '--quiet'], `${VECTORS.listings.history.join('\n')}\n`);
  for (const { reel, lists } of VECTORS.listings.reels) {
    const listed = lists.map((lines) => lines.map((line) => line.split(' ')[0]));
    expect(stripsOf(repository, reel)).toEqual(listed);
  }
});

test('it refuses a peer with another id than expected', async () => {
  const { id } = await makeKey();
  await expect(SecondClient.connect(anna.listen, id, key)).rejects.toThrow(
    `another peer answers at ${anna.listen}: ${anna.id}`,
  );
});

describe('it refuses a manifest', () => {
  const server = { key: null as Key | null, answer: {} as unknown };
  let listening: Http2SecureServer;
  let address: string;

  beforeAll(async () => {
    server.key = await makeKey();
    listening = createSecureServer({ ...server.key.tls, ALPNProtocols: ['h2'] });
    listening.on('stream', (stream: ServerHttp2Stream) => {
      stream.respond({ ':status': 200 });
      stream.end(JSON.stringify(server.answer));
    });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(listening.address() as AddressInfo).port}`;
  });
  afterAll(() => listening.close());

  async function manifestOf(change: object, signer?: Key, after: object = {}): Promise<unknown> {
    const own = server.key as Key;
    const about = { type: 'gtp-manifest', v: 2, peer: own.id, name: 'Mallory' };
    const rest = { audience: 'receiver', seq: 7, expires: Date.now(), repositories: [] };
    const signed = signManifest({ ...about, ...rest, ...change }, signer ?? own);
    server.answer = { ...signed, manifest: { ...signed.manifest, ...after } };
    using client = await SecondClient.connect(address, own.id, key);
    return await client.manifest(7);
  }

  test('but not a good one', async () => {
    await expect(manifestOf({})).resolves.toMatchObject({ name: 'Mallory' });
  });

  test('that was changed after it was signed', async () => {
    await expect(manifestOf({}, undefined, { name: 'Anna' })).rejects.toThrow('signature');
    await expect(manifestOf({}, undefined, { more: 1 })).rejects.toThrow('signature');
  });

  test('that somebody else has signed', async () => {
    await expect(manifestOf({}, await makeKey())).rejects.toThrow('another key');
  });

  test.each([
    ['about another peer', { peer: 'a'.repeat(52) }, 'another peer'],
    ['for everyone', { audience: 'everyone' }, 'somebody else'],
    ['that has expired', { expires: 1 }, 'expired'],
    ['older than one seen before', { seq: 6 }, 'older'],
    ['of another version', { v: 3 }, 'another kind'],
  ])('%s', async (_what, change, reason) => {
    await expect(manifestOf(change)).rejects.toThrow(reason);
  });
});
