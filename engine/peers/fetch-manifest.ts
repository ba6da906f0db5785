import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Manifest,
  type ManifestAudience,
  type SignedManifest,
  signedManifestSchema,
} from '../../shared/gtp/manifest.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId } from '../../shared/ids.ts';
import {
  BadManifestError,
  ManifestNotGivenError,
  ManifestTooLongError,
} from '../errors/peer-failures.ts';
import { type Body, NoRoomError } from '../gtp/body-budget.ts';
import type { Link } from '../gtp/link.ts';
import { MalformedAnswerError, parseLine, readBytes } from '../gtp/read-response.ts';
import { isExpired, verifyManifest } from '../identity/signing.ts';
import type { ManifestDesk } from './population/manifest-desk.ts';

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

/** How long one may take to come in full, in milliseconds. */
const LONGEST = 60_000;
/** How long a manifest of Shoal's holds, in milliseconds. */
const LIFETIME = 24 * 60 * 60_000;
/**
 * By how much a manifest may have expired by its maker's own clock, in milliseconds, and be taken from
 * its maker all the same: its date and its signature need not come of the same clock.
 */
const LENIENCE = 7 * LIFETIME;

export interface FetchedManifest extends CheckedManifest {
  /** What it takes of the room for all manifests; to be disposed of when it is no longer kept. */
  readonly room: Body;
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
  choice: ManifestChoice,
  desk: ManifestDesk,
  signal: AbortSignal,
): Promise<FetchedManifest> {
  const room = desk.open(link, choice.peer === link.peer);
  const late = AbortSignal.timeout(LONGEST);
  const within = AbortSignal.any([signal, room.signal, late]);
  try {
    return { ...(await receive(link, choice, { desk, room, signal: within })), room };
  } catch (error) {
    room[Symbol.dispose]();
    if (signal.aborted) throw error;
    if (room.signal.aborted || error instanceof NoRoomError) throw new ManifestTooLongError();
    throw late.aborted ? new BadManifestError('it did not come in time') : error;
  }
}

async function receive(
  link: Link,
  { peer, audience, lastSeq }: ManifestChoice,
  { desk, room, signal }: { desk: ManifestDesk; room: Body; signal: AbortSignal },
): Promise<Omit<FetchedManifest, 'room'>> {
  const path = audience === 'everyone' ? ROUTES.publicManifest(peer) : ROUTES.manifest;
  const response = await link.request({ method: 'GET', path, signal });
  if (response.status !== 200) throw new ManifestNotGivenError();
  const explain = (error: unknown) => {
    throw error instanceof MalformedAnswerError ? new BadManifestError(error.message) : error;
  };
  const bytes = await readBytes(response, LIMITS.manifestBytes, room).catch(explain);
  room.settle(bytes.length);
  const now = Date.now();
  const told = Date.parse(response.headers.date ?? '');
  const date = Number.isNaN(told) ? null : told;
  const isLive = peer === link.peer;
  const expiresAfter = isLive ? (date ?? 0) - LENIENCE : now;
  const check = () => {
    const signed = parseLine(bytes.toString('utf8'), signedManifestSchema);
    return { signed, manifest: verifyManifest(signed, { peer, audience }, expiresAfter) };
  };
  const checking = desk.check(link.peer, bytes.length, signal, check);
  const { signed, manifest } = await checking.catch(explain);
  if (manifest.seq < lastSeq) throw new BadManifestError('it is older than one seen before');
  // One that was made just now and has expired already tells the time, too.
  const madeAt = manifest.expires * 1000 - LIFETIME;
  const isPast = isLive && isExpired(manifest, now);
  return { manifest, signed, date: isPast ? Math.min(madeAt, date ?? madeAt) : date };
}
