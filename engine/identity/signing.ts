import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
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

/** Signs the canonical JSON (RFC 8785) of a manifest. */
export function signManifest(manifest: ToldManifest, identity: Identity): SignedManifest {
  const signature = sign('sha256', canonicalBytes(manifest), {
    key: identity.privateKey,
    dsaEncoding: DSA_ENCODING,
  });
  return {
    manifest: manifest as unknown as Record<string, unknown>,
    key: identity.publicKey.toString('base64'),
    signature: signature.toString('base64'),
  };
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
  if (!isSignedBy(signed, key)) throw new BadManifestError('its signature is wrong');
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

function isSignedBy(signed: SignedManifest, spki: Buffer): boolean {
  try {
    const key: KeyObject = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const bytes = canonicalBytes(signed.manifest);
    const signature = Buffer.from(signed.signature, 'base64');
    return verify('sha256', bytes, { key, dsaEncoding: DSA_ENCODING }, signature);
  } catch {
    // Not a key, or not of a kind that signs this way.
    return false;
  }
}

function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalize(value) ?? '');
}
