import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import type { PeerId } from '../../shared/ids.ts';
import { DamagedIdentityError, explainNoAccess } from '../errors/data-folder.ts';
import { loadCertificate } from './certificate.ts';
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

type Keys = Omit<Identity, 'certificatePem'>;

/** P-256, as OpenSSL calls it. */
const CURVE = 'prime256v1';
export const KEY_FILE = 'identity.pem';

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
  if (stored === null) {
    const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: CURVE });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
    await writeFileAtomic(path, pem, { mode: 0o600 });
    return withCertificate(dataDirectory, keysOf(pem));
  }
  let keys: Keys;
  try {
    keys = keysOf(stored);
  } catch (error) {
    throw new DamagedIdentityError(path, error);
  }
  return withCertificate(dataDirectory, keys);
}

async function withCertificate(dataDirectory: string, keys: Keys): Promise<Identity> {
  const certificatePem = await loadCertificate(dataDirectory, { ...keys, name: keys.id });
  return { ...keys, certificatePem };
}

/** @throws what OpenSSL throws where it is no key; RangeError where it is one of another kind */
function keysOf(privateKeyPem: string): Keys {
  const privateKey = createPrivateKey(privateKeyPem);
  const curve = privateKey.asymmetricKeyDetails?.namedCurve;
  if (curve !== CURVE) throw new RangeError(`a key of ${curve ?? privateKey.asymmetricKeyType}`);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { id: peerIdOf(publicKey), privateKey, publicKey, privateKeyPem };
}
