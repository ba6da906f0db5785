import type { Writable } from 'node:stream';
import { type RepositoryId, repositoryIdSchema } from '../../../shared/ids.ts';
import type { Exchange } from '../../gtp/router.ts';
import type { Throttle } from '../../gtp/throttle.ts';
import type { Bytes } from '../../reels/bytes.ts';
import { unlessAborted } from '../../waiting/unless-aborted.ts';

/**
 * Sends bytes from number `start` on, one chunk after the other, so that one buffer is enough: what the
 * caller is to be sent is in the system's own buffers meanwhile. Settles when the last one has gone there.
 * @throws the reason of the exchange's signal when the caller has left
 */
export async function sendChunks(
  { stream, signal, peer, headers }: Exchange,
  bytes: Bytes,
  start: number,
  throttle: Throttle,
): Promise<void> {
  const repository = repositoryAt(headers[':path'] ?? '');
  for await (const chunk of bytes.chunks(start)) {
    for await (const piece of throttle.pieces(peer, chunk, signal)) {
      await unlessAborted(written(stream, piece), signal);
      throttle.sent(peer, repository, piece.length);
    }
  }
}

/** Whose bytes are asked for; null where they are passed on. */
function repositoryAt(path: string): RepositoryId | null {
  const id = path.split('/')[4];
  return repositoryIdSchema.safeParse(id).data ?? null;
}

function written(stream: Writable, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => (error == null ? resolve() : reject(error)));
  });
}
