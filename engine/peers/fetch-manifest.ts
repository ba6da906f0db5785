import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Manifest,
  type ManifestAudience,
  type SignedManifest,
  signedManifestSchema,
} from '../../shared/gtp/manifest.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId } from '../../shared/ids.ts';
import { BadManifestError, ManifestNotGivenError } from '../errors/peer-failures.ts';
import type { Link } from '../gtp/link.ts';
import { MalformedAnswerError, readJson } from '../gtp/read-response.ts';
import { verifyManifest } from '../identity/signing.ts';

/** A manifest that was verified, and the form in which it can be passed on. */
export interface CheckedManifest {
  readonly manifest: Manifest;
  readonly signed: SignedManifest;
}

/** Whose manifest is asked for, and which of them. */
export interface ManifestChoice {
  readonly peer: PeerId;
  readonly audience: ManifestAudience;
  /** A lower number is a replay. */
  readonly lastSeq: number;
}

/**
 * Asks for a manifest and checks it: size, form, signature, audience, expiry, and that it is not
 * older than `lastSeq`. One for everyone may be that of another peer than the one which is asked.
 * @throws BadManifestError, LinkClosedError
 */
export async function fetchManifest(
  link: Link,
  { peer, audience, lastSeq }: ManifestChoice,
  signal: AbortSignal,
): Promise<CheckedManifest> {
  const path = audience === 'everyone' ? ROUTES.publicManifest(peer) : ROUTES.manifest;
  const response = await link.request({ method: 'GET', path, signal });
  if (response.status !== 200) throw new ManifestNotGivenError();
  const signed = await readJson(response, signedManifestSchema, LIMITS.manifestBytes).catch(
    (error: unknown) => {
      throw error instanceof MalformedAnswerError ? new BadManifestError(error.message) : error;
    },
  );
  const manifest = verifyManifest(signed, { peer, audience }, Date.now());
  if (manifest.seq < lastSeq) throw new BadManifestError('it is older than one seen before');
  return { manifest, signed };
}
