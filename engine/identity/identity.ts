import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import type { PeerId } from '../../shared/ids.ts';
import { DamagedIdentityError, explainNoAccess } from '../errors/data-folder.ts';
import { peerIdOf } from './peer-id.ts';
import { selfSigned } from './self-signed.ts';

/** This peer's key pair, with the self-signed certificate that carries it into TLS. */
export interface Identity {
  readonly id: PeerId;
  readonly privateKey: KeyObject;
  /** SPKI, DER. */
  readonly publicKey: Buffer;
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

/** P-256, as OpenSSL calls it. */
const CURVE = 'prime256v1';
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
    try {
      return fromPem(stored);
    } catch (error) {
      throw new DamagedIdentityError(path, error);
    }
  }
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: CURVE });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  await writeFileAtomic(path, pem, { mode: 0o600 });
  return fromPem(pem);
}

/** @throws what OpenSSL throws where it is no key; RangeError where it is one of another kind */
function fromPem(privateKeyPem: string): Identity {
  const privateKey = createPrivateKey(privateKeyPem);
  const curve = privateKey.asymmetricKeyDetails?.namedCurve;
  if (curve !== CURVE) throw new RangeError(`a key of ${curve ?? privateKey.asymmetricKeyType}`);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const id = peerIdOf(publicKey);
  const validity = { notBefore: VALID_FROM, notAfter: VALID_UNTIL };
  // 52 characters; RFC 5280 allows a common name 64.
  const certificatePem = selfSigned({ privateKey, publicKey, name: id, ...validity });
  return { id, privateKey, publicKey, privateKeyPem, certificatePem };
}
