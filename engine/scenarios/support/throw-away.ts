import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Self } from '../../../shared/api/state.ts';
import type { Manifest } from '../../../shared/gtp/manifest.ts';
import { dial } from '../../gtp/dial.ts';
import type { Link } from '../../gtp/link.ts';
import type { StreamHandler } from '../../gtp/router.ts';
import { type Identity, loadIdentity } from '../../identity/identity.ts';
import { signManifest } from '../../identity/signing.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { deferred } from '../../waiting/deferred.ts';

const AT_ONCE = 16;

/** Keys that somebody makes by the hundred, to be used once each. */
export async function throwAwayKeys(count: number): Promise<Identity[]> {
  const folder = temporaryFolder();
  const limit = pLimit(AT_ONCE);
  const made = Array.from({ length: count }, (_, index) =>
    limit(() => loadIdentity(join(folder, String(index)))),
  );
  const keys = await Promise.all(made);
  rmSync(folder, { recursive: true, force: true });
  return keys;
}

/** Comes under a key, tells that it shares nothing, and stays. @returns when its list was fetched */
export async function comeAs(
  identity: Identity,
  { self }: { readonly self: Pick<Self, 'port'> },
  signal?: AbortSignal,
): Promise<Link> {
  const fetched = deferred();
  const handle: StreamHandler = (stream, headers) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200 });
    if (headers[':path']?.endsWith('/events') === true) {
      stream.write('{"type":"manifest","seq":1}\n');
      return;
    }
    stream.once('close', fetched.resolve);
    stream.end(JSON.stringify(signManifest(emptyManifest(identity), identity)));
  };
  const link = await dial([{ host: '127.0.0.1', port: self.port }], { identity, handle, signal });
  await Promise.race([fetched.promise, link.closed]);
  return link;
}

function emptyManifest({ id }: Identity): Manifest {
  return {
    type: 'gtp-manifest',
    v: 2,
    peer: id,
    name: 'Somebody',
    audience: 'receiver',
    seq: 1,
    expires: Math.floor(Date.now() / 1_000) + 3_600,
    repositories: [],
  };
}
