import { createPrivateKey, createPublicKey, type KeyObject, webcrypto } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
// @peculiar/x509 is built on a container that wants this polyfill first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import writeFileAtomic from 'write-file-atomic';
import type { PeerId } from '../../shared/ids.ts';
import { DamagedIdentityError, explainNoAccess } from '../errors/data-folder.ts';
import { peerIdOf } from './peer-id.ts';

/** This peer's key pair, with the self-signed certificate that carries it into TLS. */
export interface Identity {
  readonly id: PeerId;
  readonly privateKey: KeyObject;
  /** SPKI, DER. */
  readonly publicKey: Buffer;
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
export const KEY_FILE = 'identity.pem';
// The certificate only carries the key, which is what peers pin; its dates mean nothing to them.
const VALID_FROM = new Date('2020-01-01T00:00:00Z');
const VALID_UNTIL = new Date('2120-01-01T00:00:00Z');

/**
 * Reads the identity of a data folder, or makes one (ECDSA P-256, readable by its owner only) where there
 * is none.
 * @throws DamagedIdentityError, NoAccessError; what is there is left as it is
 */
export async function loadIdentity(dataDirectory: string): Promise<Identity> {
  const path = join(dataDirectory, KEY_FILE);
  const stored = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    if (error.code === 'EISDIR') throw new DamagedIdentityError(path, error);
    throw explainNoAccess(path, error);
  });
  if (stored !== null) {
    return fromPem(stored).catch((error: unknown) => {
      throw new DamagedIdentityError(path, error);
    });
  }
  const { privateKey } = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  const pem = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({
    format: 'pem',
    type: 'pkcs8',
  });
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  await writeFileAtomic(path, pem, { mode: 0o600 });
  return fromPem(pem.toString());
}

async function fromPem(privateKeyPem: string): Promise<Identity> {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const id = peerIdOf(publicKey);
  const certificatePem = await selfSigned(privateKey, publicKey, id);
  return { id, privateKey, publicKey, privateKeyPem, certificatePem };
}

async function selfSigned(privateKey: KeyObject, publicKey: Buffer, id: PeerId): Promise<string> {
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const keys = {
    privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', publicKey, ALGORITHM, true, ['verify']),
  };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      // 52 characters; RFC 5280 allows a common name 64.
      name: `CN=${id}`,
      notBefore: VALID_FROM,
      notAfter: VALID_UNTIL,
      signingAlgorithm: ALGORITHM,
      keys,
    },
    webcrypto as unknown as Crypto,
  );
  return certificate.toString('pem');
}
