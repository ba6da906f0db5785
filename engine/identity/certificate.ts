import { type KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

const CERTIFICATE_FILE = 'certificate.pem';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
// The certificate only carries the key, which is what peers pin; its dates mean nothing to them.
const NOT_BEFORE = new Date('2020-01-01T00:00:00Z');
const NOT_AFTER = new Date('2120-01-01T00:00:00Z');

/** A key pair (ECDSA P-256), and whose it is. */
interface Keys {
  readonly privateKey: KeyObject;
  /** SPKI, DER. */
  readonly publicKey: Buffer;
  /** The certificate's common name: 64 characters at most (RFC 5280). */
  readonly name: string;
}

/**
 * The self-signed certificate that carries a key into TLS, as PEM. It is made once and kept in the data folder: the
 * library that makes it is a sixth of all that the engine would load. One that is damaged, or of another key, is
 * replaced; one that cannot be kept is made anew at the next start.
 */
export async function loadCertificate(dataDirectory: string, keys: Keys): Promise<string> {
  const path = join(dataDirectory, CERTIFICATE_FILE);
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (carries(kept, keys)) return kept;
  const made = await makeCertificate(keys);
  await writeFileAtomic(path, made, { mode: 0o600 }).catch(() => {});
  return made;
}

/** Whether a text is a certificate of these keys. */
function carries(pem: string, { privateKey, name }: Keys): boolean {
  try {
    const certificate = new X509Certificate(pem);
    return certificate.subject === `CN=${name}` && certificate.checkPrivateKey(privateKey);
  } catch {
    return false;
  }
}

async function makeCertificate({ privateKey, publicKey, name }: Keys): Promise<string> {
  // @peculiar/x509 is built on a container that wants this polyfill first.
  await import('reflect-metadata');
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const { subtle } = webcrypto;
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${name}`,
      notBefore: NOT_BEFORE,
      notAfter: NOT_AFTER,
      signingAlgorithm: ALGORITHM,
      keys: {
        privateKey: await subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']),
        publicKey: await subtle.importKey('spki', publicKey, ALGORITHM, true, ['verify']),
      },
    },
    webcrypto as unknown as Crypto,
  );
  return certificate.toString('pem');
}
