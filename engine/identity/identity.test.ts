import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../shared/gtp/manifest.ts';
import { peerIdSchema } from '../../shared/ids.ts';
import { DamagedIdentityError, NoAccessError } from '../errors/data-folder.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { withoutRights } from '../testing/without-rights.ts';
import { type Identity, loadIdentity } from './identity.ts';
import { peerIdOf, wordsOf } from './peer-id.ts';
import { signManifest, verifyManifest } from './signing.ts';

let directory: string;
let identity: Identity;

beforeAll(async () => {
  directory = temporaryFolder();
  identity = await loadIdentity(directory);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const manifest = (): Manifest => ({
  type: 'gtp-manifest',
  audience: 'receiver',
  v: 2,
  peer: identity.id,
  name: 'Anna',
  seq: 1,
  expires: Math.floor(Date.now() / 1000) + 60,
  repositories: [],
});

test('the key is kept, and readable by its owner alone', async () => {
  expect((await loadIdentity(directory)).id).toBe(identity.id);
  expect(statSync(join(directory, 'identity.pem')).mode & 0o777).toBe(0o600);
});

describe('a key that cannot be read stays as it is, and no other is made', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  test.each([
    ['is empty', () => ''],
    ['was cut off', () => identity.privateKeyPem.slice(0, 120)],
    ['is of another kind', () => rsa.export({ format: 'pem', type: 'pkcs8' }).toString()],
    ['is of another curve', () => p384.export({ format: 'pem', type: 'pkcs8' }).toString()],
  ])('when it %s', async (what, damaged) => {
    const folder = join(directory, what);
    mkdirSync(folder);
    const path = join(folder, 'identity.pem');
    writeFileSync(path, damaged());
    const error = await loadIdentity(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DamagedIdentityError);
    expect(String(error)).toContain(path);
    expect(readFileSync(path, 'utf8')).toBe(damaged());
  });

  test('when it may not be read', async () => {
    const folder = join(directory, 'locked');
    const { id } = await loadIdentity(folder);
    chmodSync(join(folder, 'identity.pem'), 0o000);
    chmodSync(directory, 0o755);
    await withoutRights(folder, () =>
      expect(loadIdentity(folder)).rejects.toBeInstanceOf(NoAccessError),
    );
    chmodSync(join(folder, 'identity.pem'), 0o600);
    expect((await loadIdentity(folder)).id).toBe(id);
  });

  test('when it is a folder', async () => {
    const folder = join(directory, 'folder');
    mkdirSync(join(folder, 'identity.pem'), { recursive: true });
    await expect(loadIdentity(folder)).rejects.toBeInstanceOf(DamagedIdentityError);
  });
});

test('the id is the hash of the public key', () => {
  expect(peerIdSchema.safeParse(identity.id).success).toBe(true);
  expect(peerIdOf(identity.publicKey)).toBe(identity.id);
});

test('six words, that change with the id', async () => {
  const words = wordsOf(identity.id);
  expect(words).toHaveLength(6);
  expect(words.every((word) => /^[a-z]{3,8}$/.test(word))).toBe(true);
  const other = await loadIdentity(join(directory, 'other'));
  expect(wordsOf(other.id)).not.toEqual(words);
});

test('a signature holds whatever the order of keys in the JSON', () => {
  const signed = signManifest(manifest(), identity);
  const reversed = Object.fromEntries(Object.entries(signed.manifest).reverse());
  expect(
    verifyManifest(
      { ...signed, manifest: reversed },
      { peer: identity.id, audience: 'receiver' },
      Date.now(),
    ).name,
  ).toBe('Anna');
});

test('text of a peer is shown on one line, without what turns or hides text', () => {
  const signed = signManifest({ ...manifest(), name: 'An\u202ena\n  B\u200b\u0007' }, identity);
  expect(verifyManifest(signed, { peer: identity.id, audience: 'receiver' }, Date.now()).name).toBe(
    'Anna B',
  );
});
