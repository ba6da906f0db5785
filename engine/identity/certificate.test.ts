import { createPublicKey, X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { withoutRights } from '../testing/without-rights.ts';
import { loadIdentity } from './identity.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const path = () => join(directory, 'certificate.pem');

test('it carries the key, signed with it, for a hundred years', async () => {
  const { id, privateKey, publicKey, certificatePem } = await loadIdentity(directory);
  const read = new X509Certificate(certificatePem);
  expect([read.subject, read.issuer]).toEqual([`CN=${id}`, `CN=${id}`]);
  expect(read.publicKey.export({ format: 'der', type: 'spki' })).toEqual(publicKey);
  expect(read.verify(createPublicKey(privateKey))).toBe(true);
  expect(new Date(read.validFrom).getUTCFullYear()).toBe(2020);
  expect(new Date(read.validTo).getUTCFullYear()).toBe(2120);
});

test('it is kept, and the same the next time', async () => {
  const { certificatePem } = await loadIdentity(directory);
  expect(readFileSync(path(), 'utf8')).toBe(certificatePem);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect((await loadIdentity(directory)).certificatePem).toBe(certificatePem);
});

test.each([
  ['empty', () => ''],
  ['cut off', (pem: string) => pem.slice(0, 120)],
  ['no certificate', () => 'tide\n'],
])('one that is %s is replaced', async (_, damaged) => {
  const { certificatePem } = await loadIdentity(directory);
  writeFileSync(path(), damaged(certificatePem));
  const again = await loadIdentity(directory);
  expect(new X509Certificate(again.certificatePem).checkPrivateKey(again.privateKey)).toBe(true);
  expect(readFileSync(path(), 'utf8')).toBe(again.certificatePem);
});

test('so is one of another key', async () => {
  const { certificatePem, id } = await loadIdentity(directory);
  rmSync(join(directory, 'identity.pem'));
  const other = await loadIdentity(directory);
  expect(other.id).not.toBe(id);
  expect(other.certificatePem).not.toBe(certificatePem);
  expect(new X509Certificate(other.certificatePem).checkPrivateKey(other.privateKey)).toBe(true);
});

test('one that may not be read is replaced', async () => {
  const { id } = await loadIdentity(directory);
  chmodSync(path(), 0o000);
  chmodSync(join(directory, 'identity.pem'), 0o644);
  await withoutRights(directory, async () => {
    expect((await loadIdentity(directory)).id).toBe(id);
  });
});

test('where it cannot be kept, it is made each time', async () => {
  mkdirSync(path());
  const { id, certificatePem } = await loadIdentity(directory);
  expect(new X509Certificate(certificatePem).subject).toBe(`CN=${id}`);
  expect((await loadIdentity(directory)).id).toBe(id);
});
