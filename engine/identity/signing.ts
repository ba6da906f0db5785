import {
  createPublicKey,
  createSign,
  createVerify,
  type KeyObject,
  type Sign,
  type Verify,
} from 'node:crypto';
import canonicalize from 'canonicalize';
import {
  type Manifest,
  type ManifestAudience,
  manifestSchema,
  type SignedManifest,
  type ToldManifest,
} from '../../shared/gtp/manifest.ts';
import type { PeerId } from '../../shared/ids.ts';
import { BadManifestError } from '../errors/peer-failures.ts';
import type { Identity } from './identity.ts';
import { peerIdOf, swarmIdOf } from './peer-id.ts';

// IEEE P1363 is the fixed-length form of an ECDSA signature that RFC 7518 (ES256) uses too.
const DSA_ENCODING = 'ieee-p1363';

/** A signature as it travels, beside what was signed. */
export interface Signature {
  /** Base64 of the signer's public key (SPKI, DER). */
  readonly key: string;
  readonly signature: string;
}

/** What signs: this peer's key, or one made for a while. */
type KeyPair = Pick<Identity, 'privateKey' | 'publicKey'>;

/** Signs the canonical JSON (RFC 8785) of a value. */
export function signValue(value: unknown, identity: KeyPair): Signature {
  const signature = update(createSign('sha256'), value).sign({
    key: identity.privateKey,
    dsaEncoding: DSA_ENCODING,
  });
  return {
    key: identity.publicKey.toString('base64'),
    signature: signature.toString('base64'),
  };
}

/** Signs the canonical JSON (RFC 8785) of a manifest. */
export function signManifest(manifest: ToldManifest, identity: Identity): SignedManifest {
  return {
    manifest: manifest as unknown as Record<string, unknown>,
    ...signValue(manifest, identity),
  };
}

/** Whether this peer's key has signed the value. */
export function isSignedByPeer(
  value: unknown,
  { key, signature }: Signature,
  peer: PeerId,
): boolean {
  const spki = Buffer.from(key, 'base64');
  return peerIdOf(spki) === peer && isSignedBy(value, signature, spki);
}

/**
 * Checks a manifest that `peer` is said to have made: key, signature, form, audience, expiry.
 * @param now milliseconds since the epoch
 * @throws BadManifestError
 */
export function verifyManifest(
  signed: SignedManifest,
  { peer, audience }: { readonly peer: PeerId; readonly audience: ManifestAudience },
  now: number,
): Manifest {
  const manifest = verifyAuthor(signed, peer);
  if (manifest.audience !== audience) throw new BadManifestError('it is meant for somebody else');
  if (isExpired(manifest, now)) throw new BadManifestError('it has expired');
  return manifest;
}

/** @param now milliseconds since the epoch */
export function isExpired({ expires }: Manifest, now: number): boolean {
  return expires * 1000 < now;
}

/**
 * Checks that `peer` made this manifest, now or at any time before.
 * @throws BadManifestError
 */
export function verifyAuthor(signed: SignedManifest, peer: PeerId): Manifest {
  const key = Buffer.from(signed.key, 'base64');
  if (peerIdOf(key) !== peer) throw new BadManifestError('it is signed with another key');
  if (!isSignedBy(signed.manifest, signed.signature, key))
    throw new BadManifestError('its signature is wrong');
  const parsed = manifestSchema.safeParse(signed.manifest);
  if (!parsed.success) {
    throw new BadManifestError(
      `it holds ${parsed.error.issues[0]?.message ?? 'something unknown'}`,
    );
  }
  if (parsed.data.peer !== peer) throw new BadManifestError('it speaks for another peer');
  for (const { swarm, objectFormat, roots } of parsed.data.repositories) {
    const isOwn = roots[0] !== undefined && swarm === swarmIdOf(objectFormat, roots[0]);
    if (!isOwn) throw new BadManifestError('it names a project by the id of another one');
  }
  return parsed.data;
}

/** @param spki the public key, DER */
export function isSignedBy(value: unknown, signature: string, spki: Buffer): boolean {
  try {
    const key: KeyObject = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const verifying = update(createVerify('sha256'), value);
    return verifying.verify({ key, dsaEncoding: DSA_ENCODING }, Buffer.from(signature, 'base64'));
  } catch {
    // Not a key, or not of a kind that signs this way.
    return false;
  }
}

/** Manifest, repositories, repository, heads: what is below is small. */
const LEVELS = 4;

/**
 * Canonical JSON (RFC 8785), piece by piece: as a whole, that of a long manifest takes a hundred megabytes while
 * it is put together.
 */
export function* canonicalPieces(value: unknown, levels = LEVELS): Generator<string> {
  if (levels === 0 || typeof value !== 'object' || value === null) {
    yield canonicalize(value) ?? '';
  } else if (Array.isArray(value)) {
    let mark = '[';
    for (const each of value) {
      yield mark;
      yield* canonicalPieces(each, levels - 1);
      mark = ',';
    }
    yield mark === '[' ? '[]' : ']';
  } else {
    let mark = '{';
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    // In the order of UTF-16 units, as RFC 8785 has it.
    for (const [key, field] of fields.sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield `${mark}${JSON.stringify(key)}:`;
      yield* canonicalPieces(field, levels - 1);
      mark = ',';
    }
    yield mark === '{' ? '{}' : '}';
  }
}

function update<T extends Sign | Verify>(hash: T, value: unknown): T {
  for (const piece of canonicalPieces(value)) hash.update(piece);
  return hash;
}
