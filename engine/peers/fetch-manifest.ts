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
import { isExpired, verifyManifest } from '../identity/signing.ts';

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

/** How long a manifest of Shoal's holds, in milliseconds. */
const LIFETIME = 24 * 60 * 60_000;
/**
 * By how much a manifest may have expired by its maker's own clock, in milliseconds, and be taken from
 * its maker all the same: its date and its signature need not come of the same clock.
 */
const LENIENCE = 7 * LIFETIME;

export interface FetchedManifest extends CheckedManifest {
  /** What the clock of the peer that was asked says, in milliseconds since the epoch; null if it does not tell. */
  readonly date: number | null;
}

/**
 * Asks for a manifest and checks it: size, form, signature, audience, expiry, and that it is not
 * older than `lastSeq`. One for everyone may be that of another peer than the one which is asked.
 * What its maker hands over itself is new, whatever this computer's clock says.
 * @throws BadManifestError, LinkClosedError
 */
export async function fetchManifest(
  link: Link,
  { peer, audience, lastSeq }: ManifestChoice,
  signal: AbortSignal,
): Promise<FetchedManifest> {
  const path = audience === 'everyone' ? ROUTES.publicManifest(peer) : ROUTES.manifest;
  const response = await link.request({ method: 'GET', path, signal });
  if (response.status !== 200) throw new ManifestNotGivenError();
  const signed = await readJson(response, signedManifestSchema, LIMITS.manifestBytes).catch(
    (error: unknown) => {
      throw error instanceof MalformedAnswerError ? new BadManifestError(error.message) : error;
    },
  );
  const now = Date.now();
  const told = Date.parse(response.headers.date ?? '');
  const date = Number.isNaN(told) ? null : told;
  const isLive = peer === link.peer;
  const expiresAfter = isLive ? (date ?? 0) - LENIENCE : now;
  const manifest = verifyManifest(signed, { peer, audience }, expiresAfter);
  if (manifest.seq < lastSeq) throw new BadManifestError('it is older than one seen before');
  // One that was made just now and has expired already tells the time, too.
  const madeAt = manifest.expires * 1000 - LIFETIME;
  const isPast = isLive && isExpired(manifest, now);
  return { manifest, signed, date: isPast ? Math.min(madeAt, date ?? madeAt) : date };
}
