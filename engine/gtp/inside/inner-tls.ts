import type { Duplex } from 'node:stream';
import { createServer, type Server, type TLSSocket, connect as tlsConnect } from 'node:tls';
import type { PeerId } from '../../../shared/ids.ts';
import { WrongPeerError } from '../../errors/peers.ts';
import type { Identity } from '../../identity/identity.ts';
import { peerOfSocket } from '../peer-of-socket.ts';
import { LINK_PROTOCOL, tlsOptions } from '../session-options.ts';

/** How long two peers may take to prove their keys inside of a stream, in milliseconds. */
const WITHIN = 10_000;

/**
 * TLS with a peer over a stream that something else carries: the same as over a connection of its own.
 * @throws WrongPeerError, and what ends the stream
 */
export function tlsOver(
  stream: Duplex,
  { identity, expected }: { readonly identity: Identity; readonly expected: PeerId },
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = tlsConnect({ socket: stream, servername: '', ...tlsOptions(identity) });
    const fail = (cause: unknown) => {
      clearTimeout(timer);
      socket.destroy();
      stream.destroy();
      reject(cause);
    };
    const ended = () => fail(new Error('the stream below it has ended'));
    const timer = setTimeout(() => fail(new Error('no answer in time')), WITHIN);
    socket.once('error', fail);
    stream.once('close', ended);
    socket.once('secureConnect', () => {
      if (peerOfSocket(socket) !== expected) return fail(new WrongPeerError());
      clearTimeout(timer);
      socket.off('error', fail);
      stream.off('close', ended);
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}

/** Takes streams on which others begin TLS. @param onPeer hears who has proven its key, if it is not this peer */
export function tlsAcceptor(
  identity: Identity,
  onPeer: (peer: PeerId, socket: TLSSocket) => void,
): (stream: Duplex) => void {
  const server: Server = createServer({ ...tlsOptions(identity), handshakeTimeout: WITHIN });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('secureConnection', (socket) => {
    socket.on('error', () => socket.destroy());
    const peer = peerOfSocket(socket);
    const isLink = socket.alpnProtocol === LINK_PROTOCOL;
    if (peer === null || peer === identity.id || !isLink) socket.destroy();
    else onPeer(peer, socket);
  });
  return (stream) => void server.emit('connection', stream);
}
