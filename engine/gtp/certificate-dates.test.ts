import { createPrivateKey, webcrypto } from 'node:crypto';
import { rmSync } from 'node:fs';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { expect, test } from 'vitest';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { dial } from './dial.ts';
import type { Link } from './link.ts';
import { Listener } from './listener.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** The same key in a certificate that holds at another time. */
async function dated(identity: Identity, from: string, until: string): Promise<Identity> {
  const pkcs8 = createPrivateKey(identity.privateKeyPem).export({ format: 'der', type: 'pkcs8' });
  const { subtle } = webcrypto;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=dated',
      notBefore: new Date(from),
      notAfter: new Date(until),
      signingAlgorithm: ALGORITHM,
      keys: {
        privateKey: await subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']),
        publicKey: await subtle.importKey('spki', identity.publicKey, ALGORITHM, true, ['verify']),
      },
    },
    webcrypto as unknown as Crypto,
  );
  return { ...identity, certificatePem: certificate.toString('pem') };
}

test.each([
  ['not yet', '2090-01-01', '2099-01-01'],
  ['no more', '1990-01-01', '1999-01-01'],
])('a certificate that holds %s is as good on either side: the key counts', async (_, ...dates) => {
  const folder = temporaryFolder();
  const [server, client] = [
    await dated(await loadIdentity(`${folder}/server`), ...dates),
    await dated(await loadIdentity(`${folder}/client`), ...dates),
  ];
  const accepted: Link[] = [];
  const handle = () => {};
  const listen = { host: '127.0.0.1', port: 0 };
  const listener = await Listener.open(listen, server, handle, (link) => accepted.push(link));
  try {
    const endpoint = { host: '127.0.0.1', port: listener.port };
    const link = await dial([endpoint], { identity: client, handle, expected: server.id });
    expect(await link.ping(5_000)).toBeGreaterThanOrEqual(0);
    expect(accepted.map(({ peer }) => peer)).toEqual([client.id]);
    link[Symbol.dispose]();
  } finally {
    await listener[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
});
