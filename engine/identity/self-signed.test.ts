import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selfSigned } from './self-signed.ts';

const DATES = {
  notBefore: new Date('2020-01-01T00:00:00Z'),
  notAfter: new Date('2120-01-01T00:00:00Z'),
};

function make({ name = 'a'.repeat(52), ...dates }: Partial<typeof DATES & { name: string }> = {}) {
  const { privateKey, publicKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = key.export({ format: 'der', type: 'spki' });
  const pem = selfSigned({ privateKey, publicKey, name, ...DATES, ...dates });
  return { privateKey, publicKey, pem };
}

// The length of a signature differs, and with it those around it.
test('OpenSSL reads each one, as it was meant', () => {
  const serials = new Set<string>();
  for (let round = 0; round < 100; round += 1) {
    const { pem, privateKey, publicKey } = make();
    const read = new X509Certificate(pem);
    expect(read.subject).toBe(`CN=${'a'.repeat(52)}`);
    expect(read.issuer).toBe(read.subject);
    expect(read.publicKey.export({ format: 'der', type: 'spki' })).toEqual(publicKey);
    expect(read.checkPrivateKey(privateKey)).toBe(true);
    expect(read.verify(createPublicKey(privateKey))).toBe(true);
    expect(Date.parse(read.validFrom)).toBe(DATES.notBefore.getTime());
    expect(Date.parse(read.validTo)).toBe(DATES.notAfter.getTime());
    expect(read.toString()).toBe(pem);
    serials.add(read.serialNumber);
  }
  expect(serials.size).toBe(100);
});

// What it is written anew from what was read is the same only where nothing stands in another form than DER has.
test('another library reads and writes the same bytes', async () => {
  const { pem, publicKey } = make();
  const read = new x509.X509Certificate(pem);
  expect(Buffer.from(read.publicKey.rawData)).toEqual(publicKey);
  expect(read.signatureAlgorithm).toEqual({ name: 'ECDSA', hash: { name: 'SHA-256' } });
  expect(read.extensions).toEqual([]);
  expect(await read.verify()).toBe(true);
  expect(read.toString('pem').trim()).toBe(pem.trim());
});

test('whatever the name and the dates', () => {
  const second = fc
    .date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z') })
    .map((date) => new Date(Math.floor(date.getTime() / 1_000) * 1_000));
  const name = fc.stringMatching(/^[a-z0-9]{1,64}$/);
  fc.assert(
    fc.property(name, second, second, (name, notBefore, notAfter) => {
      const read = new X509Certificate(make({ name, notBefore, notAfter }).pem);
      expect(read.subject).toBe(`CN=${name}`);
      expect(Date.parse(read.validFrom)).toBe(notBefore.getTime());
      expect(Date.parse(read.validTo)).toBe(notAfter.getTime());
    }),
    { numRuns: 100 },
  );
});
