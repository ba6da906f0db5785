import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { PeerId } from '../../shared/ids.ts';
import { BusyPortError, NoListeningError } from '../errors/peers.ts';
import type { Identity } from '../identity/identity.ts';
import { Anteroom } from './anteroom.ts';
import { BULK_PROTOCOL } from './bulk/bulk-protocol.ts';
import { formatEndpoint } from './dial.ts';
import { KEEP_ALIVE_DELAY } from './keep-alive.ts';
import { Link } from './link.ts';
import { peerOfSocket } from './peer-of-socket.ts';
import type { StreamHandler } from './router.ts';
import { LINK_PROTOCOL, RELAY_PROTOCOL, tlsOptions } from './session-options.ts';

/** Connections whose callers have not proven their key yet, and how long they may take for it. */
const UNPROVEN = { perHost: 64, inAll: 512, within: 5_000 };

/** Who comes to be passed on to others, with its proven key. */
export type OnRelayed = (peer: PeerId, socket: TLSSocket, address: string) => void;

/** Accepts peers' connections. */
export class Listener implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #anteroom: Anteroom;
  readonly #sockets: Set<TLSSocket>;

  private constructor(server: Server, anteroom: Anteroom, sockets: Set<TLSSocket>) {
    this.#server = server;
    this.#anteroom = anteroom;
    this.#sockets = sockets;
    this.port = (server.address() as AddressInfo).port;
  }

  /**
   * @param listen port 0 lets the system choose one
   * @param linkTo the link of the moment, beside which its peer may have a connection for bulk
   * @param onRelayed left out where this peer is no relay
   * @throws BusyPortError, NoListeningError
   */
  static async open(
    listen: { host: string; port: number },
    identity: Identity,
    handle: StreamHandler,
    onLink: (link: Link) => void,
    linkTo: (peer: PeerId) => Link | null = () => null,
    onRelayed: OnRelayed | null = null,
  ): Promise<Listener> {
    const relayed = onRelayed === null ? [] : [RELAY_PROTOCOL];
    const protocols: readonly string[] = [LINK_PROTOCOL, BULK_PROTOCOL, ...relayed];
    const server = createServer({
      ...tlsOptions(identity, protocols),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_DELAY,
    });
    const anteroom = new Anteroom(UNPROVEN);
    server.on('connection', (socket) => anteroom.enter(socket));
    const sockets = new Set<TLSSocket>();
    server.on('secureConnection', (socket) => {
      anteroom.leave(socket);
      socket.on('error', () => socket.destroy());
      const peer = peerOfSocket(socket);
      if (peer === null || peer === identity.id || !protocols.includes(socket.alpnProtocol || '')) {
        socket.destroy();
        return;
      }
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      if (socket.alpnProtocol === BULK_PROTOCOL) {
        const link = linkTo(peer);
        // Who has dialled the link asks on that: strangers cannot dial in for more connections.
        if (link?.initiator === identity.id) link.bulk.serve(socket, handle);
        else socket.destroy();
        return;
      }
      const address = formatEndpoint({
        host: socket.remoteAddress ?? 'unknown',
        port: socket.remotePort ?? 0,
      });
      if (socket.alpnProtocol === RELAY_PROTOCOL) onRelayed?.(peer, socket, address);
      else onLink(Link.accepted({ peer, address }, socket, handle));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const isBusy = error.code === 'EADDRINUSE';
        const explained = NoListeningError.explain(formatEndpoint(listen), error);
        reject(isBusy ? new BusyPortError(listen.port, error) : explained);
      });
      server.listen(listen.port, listen.host, resolve);
    });
    return new Listener(server, anteroom, sockets);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#anteroom[Symbol.dispose]();
    // Sessions that have been ended say so in the next turn.
    await nextTurn();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
