import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isOnLink } from '../../../shared/domain/address-rank.ts';
import type { UsableInterface } from '../interface-choice.ts';

/**
 * A UDP socket for the multicast of one interface. Bound to all addresses, as multicast demands, it
 * would hear every group that any program joined on any interface (Linux: IP_MULTICAST_ALL), so what
 * does not come from a neighbour on this interface is dropped unread (RFC 6762 section 11).
 */
export function openOnLinkSocket({ ipv4, subnets }: UsableInterface): Socket {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  const emit = socket.emit.bind(socket);
  socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event === 'message' && !isOnLink((args[1] as RemoteInfo).address, subnets)) return false;
    return emit(event, ...args);
  };
  // multicast-dns does the same, but not when joining the group fails: then it would send elsewhere.
  socket.once('listening', () => {
    try {
      socket.setMulticastInterface(ipv4);
    } catch (error) {
      socket.emit('error', error);
    }
  });
  return socket;
}
