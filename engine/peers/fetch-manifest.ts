import { LIMITS } from '../../shared/gtp/limits.ts';
import { type Manifest, signedManifestSchema } from '../../shared/gtp/manifest.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { BadManifestError } from '../errors.ts';
import type { Link } from '../gtp/link.ts';
import { MalformedAnswerError, readJson } from '../gtp/read-response.ts';
import { verifyManifest } from '../identity/signing.ts';

/**
 * Asks a peer for its manifest and checks it: size, form, signature, expiry, and that it is not
 * older than `lastSeq`.
 * @throws BadManifestError, LinkClosedError
 */
export async function fetchManifest(
  link: Link,
  lastSeq: number,
  signal: AbortSignal,
): Promise<Manifest> {
  const response = await link.request({ method: 'GET', path: ROUTES.manifest, signal });
  if (response.status !== 200) throw new BadManifestError('it was not given');
  const signed = await readJson(response, signedManifestSchema, LIMITS.manifestBytes).catch(
    (error: unknown) => {
      throw error instanceof MalformedAnswerError ? new BadManifestError(error.message) : error;
    },
  );
  const manifest = verifyManifest(signed, link.peer, Date.now());
  if (manifest.seq < lastSeq) throw new BadManifestError('it is older than one seen before');
  return manifest;
}
