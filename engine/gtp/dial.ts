import { setTimeout as sleep } from 'node:timers/promises';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import type { PeerId } from '../../shared/ids.ts';
import { UnreachableError, WrongPeerError } from '../errors/peers.ts';
import type { Identity } from '../identity/identity.ts';
import { BULK_PROTOCOL } from './bulk/bulk-protocol.ts';
import { KEEP_ALIVE_DELAY } from './keep-alive.ts';
import { Link } from './link.ts';
import { peerOfSocket } from './peer-of-socket.ts';
import type { StreamHandler } from './router.ts';
import { LINK_PROTOCOL, RELAY_PROTOCOL, tlsOptions } from './session-options.ts';

/** How long one address may take, in milliseconds. */
const TIMEOUT = 5_000;
/** The next address is tried when this much has passed (RFC 8305, section 5: 250 ms). */
const STAGGER = 250;

/** Whom to dial, and as whom. */
interface Dialling {
  readonly identity: Identity;
  /** Who must answer; whoever does if left out. */
  readonly expected?: PeerId;
  readonly signal?: AbortSignal;
}

export interface DialOptions extends Dialling {
  readonly handle: StreamHandler;
  /** The port on which this peer can be dialled; it cannot if left out. */
  readonly port?: () => number;
}

/**
 * Tries the endpoints in their order, each a moment after the one before, and keeps the first
 * that answers with the expected key.
 * @throws UnreachableError, WrongPeerError
 */
export async function dial(endpoints: readonly Endpoint[], options: DialOptions): Promise<Link> {
  const { socket, peer, endpoint } = await race(endpoints, LINK_PROTOCOL, options);
  const { identity, handle, port } = options;
  const address = formatEndpoint(endpoint);
  const ends = { self: identity.id, peer, address, port: port?.() ?? null };
  return Link.dialled(ends, socket, handle);
}

/**
 * A connection for bulk to a peer that there is a link with, dialled and proven like that.
 * @throws UnreachableError, WrongPeerError
 */
export async function dialBulk(
  endpoints: readonly Endpoint[],
  options: Dialling & { readonly expected: PeerId },
): Promise<TLSSocket> {
  const { socket } = await race(endpoints, BULK_PROTOCOL, options);
  return socket;
}

/**
 * A connection to a relay, whose key is known.
 * @throws UnreachableError, WrongPeerError
 */
export async function dialRelay(
  endpoint: Endpoint,
  options: Dialling & { readonly expected: PeerId },
): Promise<TLSSocket> {
  const { socket } = await race([endpoint], RELAY_PROTOCOL, options);
  return socket;
}

export function formatEndpoint({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The end of a connection that has proven who is at the other. */
interface Proven {
  readonly socket: TLSSocket;
  readonly peer: PeerId;
  readonly endpoint: Endpoint;
}

async function race(
  endpoints: readonly Endpoint[],
  protocol: string,
  options: Dialling,
): Promise<Proven> {
  const controller = new AbortController();
  const signal = AbortSignal.any([controller.signal, ...(options.signal ? [options.signal] : [])]);
  try {
    return await Promise.any(
      endpoints.map((endpoint, index) =>
        dialOne(endpoint, protocol, index * STAGGER, { ...options, signal }),
      ),
    );
  } catch (error) {
    const reasons = error instanceof AggregateError ? error.errors : [error];
    const wrongPeer = reasons.find((reason) => reason instanceof WrongPeerError);
    throw wrongPeer ?? new UnreachableError(endpoints.map(formatEndpoint).join(', '), error);
  } finally {
    controller.abort();
  }
}

async function dialOne(
  endpoint: Endpoint,
  protocol: string,
  delay: number,
  { identity, expected, signal }: Dialling,
): Promise<Proven> {
  if (delay > 0) await sleep(delay, undefined, { signal });
  const socket = await handshake(endpoint, tlsOptions(identity, [protocol]), signal);
  const peer = peerOfSocket(socket);
  // A loser of the race must not become a second connection.
  if (signal?.aborted || peer === null || peer === identity.id || (expected ?? peer) !== peer) {
    socket.destroy();
    throw new WrongPeerError();
  }
  return { socket, peer, endpoint };
}

function handshake(
  { host, port }: Endpoint,
  options: ReturnType<typeof tlsOptions>,
  signal: AbortSignal | undefined,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = tlsConnect({ host, port, servername: '', ...options });
    const fail = (cause: Error) => {
      signal?.removeEventListener('abort', abort);
      socket.destroy();
      reject(cause);
    };
    const abort = () => fail(new Error('not needed any more'));
    signal?.addEventListener('abort', abort, { once: true });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_DELAY);
    socket.setTimeout(TIMEOUT, () => fail(new Error('no answer in time')));
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      signal?.removeEventListener('abort', abort);
      socket.off('error', fail);
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}
