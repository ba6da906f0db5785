import { constants } from 'node:crypto';
import type { Http2Session, SecureServerOptions } from 'node:http2';
import type { CommonConnectionOptions } from 'node:tls';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Identity } from '../identity/identity.ts';

/**
 * Flow-control windows of a stream and of a connection, in bytes: what keeps a fast link full (1 MiB
 * passes as many bytes over loopback as 16 MiB), and no more, because on a slow one everything that
 * is said waits behind them.
 */
const STREAM_WINDOW = 1024 * 1024;
const CONNECTION_WINDOW = 2 * STREAM_WINDOW;

/** What may stand in the windows of a stream and of the session inside of it, in bytes. */
export const INNER_WINDOWS = STREAM_WINDOW + CONNECTION_WINDOW;

/** HTTP/2 settings of both ends (RFC 9113, section 6.5.2). */
export const SESSION_OPTIONS: SecureServerOptions = {
  settings: {
    initialWindowSize: STREAM_WINDOW,
    maxFrameSize: 256 * 1024,
    maxConcurrentStreams: LIMITS.concurrentStreams,
    maxHeaderListSize: 16 * 1024,
    enablePush: false,
  },
  // Each field costs some hundred bytes here, and on the way perhaps one.
  maxHeaderListPairs: 64,
  // What one peer may make this process hold, in MB; windows are counted.
  maxSessionMemory: 64,
};

/** The connection's own window is not part of the settings. A session may have ended meanwhile. */
export function widenWindow(session: Http2Session): void {
  if (!session.destroyed) session.setLocalWindowSize(CONNECTION_WINDOW);
}

/** The application protocol of a link (ALPN, RFC 7301; RFC 9113, section 3.2). */
export const LINK_PROTOCOL = 'h2';

/** That of a connection to a relay, over which links of others go: who is none refuses it. */
export const RELAY_PROTOCOL = 'gtp2-relay';

/**
 * TLS 1.3 with a certificate on both sides. No authority is asked: the key itself, by which a peer
 * is named, is compared after the handshake. Tickets are off, because a resumed session can come
 * without a peer certificate.
 */
export function tlsOptions(identity: Identity, protocols: readonly string[] = [LINK_PROTOCOL]) {
  return {
    key: identity.privateKeyPem,
    cert: identity.certificatePem,
    minVersion: 'TLSv1.3',
    ALPNProtocols: [...protocols],
    requestCert: true,
    rejectUnauthorized: false,
    secureOptions: constants.SSL_OP_NO_TICKET,
  } as const satisfies CommonConnectionOptions & Record<string, unknown>;
}
