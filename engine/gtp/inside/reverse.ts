import {
  type ClientHttp2Session,
  connect,
  constants,
  type Http2Session,
  performServerHandshake,
  type ServerHttp2Stream,
} from 'node:http2';
import { PORT_HEADER, ROUTES } from '../../../shared/gtp/routes.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { endSession, isOver } from '../ending/end-session.ts';
import type { StreamHandler } from '../router.ts';
import { SESSION_OPTIONS, widenWindow } from '../session-options.ts';

/**
 * The other direction of a connection, for the one who dialled it.
 * @param onEnd called when the other direction has ended: alone, or with the whole session
 */
export function openReverse(
  session: ClientHttp2Session,
  { peer, port }: { peer: PeerId; port: number | null },
  handle: StreamHandler,
  onEnd: () => void,
): void {
  // Two peers that dial each other at once give up one of the connections before it is in use.
  if (isOver(session)) return;
  const tunnel = session.request(
    {
      ':method': 'POST',
      ':path': ROUTES.reverse,
      ...(port === null ? {} : { [PORT_HEADER]: String(port) }),
    },
    { endStream: false },
  );
  tunnel.on('error', () => {});
  tunnel.once('close', onEnd);
  tunnel.once('response', () => {
    const reverse = performServerHandshake(tunnel, SESSION_OPTIONS);
    reverse.on('error', () => {});
    endTogether(session, reverse);
    widenWindow(reverse);
    reverse.on('stream', (stream, headers) => handle(stream, headers, peer));
  });
}

/** The same, for the one who was dialled: what asks over it. */
export function acceptReverse(
  session: Http2Session,
  tunnel: ServerHttp2Stream,
): ClientHttp2Session {
  tunnel.on('error', () => {});
  tunnel.respond({ ':status': 200 });
  const calls = connect('https://peer', { ...SESSION_OPTIONS, createConnection: () => tunnel });
  calls.on('error', () => {});
  endTogether(session, calls);
  calls.once('connect', () => widenWindow(calls));
  return calls;
}

/** A session inside a stream does not always notice that the connection below it is gone. */
function endTogether(outer: Http2Session, inner: Http2Session): void {
  const end = () => endSession(inner, constants.NGHTTP2_CANCEL);
  if (outer.destroyed) end();
  else outer.once('close', end);
}
