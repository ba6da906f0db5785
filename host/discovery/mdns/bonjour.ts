import type { Socket } from 'node:dgram';
import type { EventEmitter } from 'node:events';
import Bonjour from 'bonjour-service';
import type { DnsRecord } from './records.ts';
import type { DnsResponse } from './response.ts';

/**
 * What bonjour-service 1.4.4 keeps private in its types and is needed here: its publisher cannot
 * change a TXT record, publishes the addresses of all interfaces on each, and none of loopback; and
 * errors are only to be had from the multicast-dns instance below it. The version is pinned.
 */
export interface Responder {
  /** Answers queries with these records. */
  register(records: DnsRecord[]): void;
  /** No longer answers with any record of these names and types. */
  unregister(records: readonly DnsRecord[]): void;
  readonly mdns: MulticastDns;
}

export interface MulticastDns
  extends EventEmitter<{
    error: [Error];
    /** A datagram that is no DNS message, or a system call that failed. */
    warning: [Error];
    query: [DnsQuery];
    response: [DnsResponse, { address: string }];
  }> {
  query(name: string, type: string, sent: (error?: Error | null) => void): void;
  /** Sends at once; the array's records are encoded later, if the socket is not bound yet. */
  respond(records: readonly DnsRecord[], sent: (error?: Error | null) => void): void;
}

export interface DnsQuery {
  readonly questions: readonly { readonly name: string; readonly type: string }[];
  /** The answers that the asker knows already (RFC 6762 section 7.1). */
  readonly answers: readonly DnsRecord[];
}

/**
 * mDNS over `socket`, joined on the interface that has the address `ipv4`.
 *
 * @param failed called for an answer that could not be sent
 */
export function openBonjour(
  socket: Socket,
  ipv4: string,
  failed: (error: Error) => void,
): { responder: Responder; destroy: () => Promise<void> } {
  // The options are handed on to multicast-dns, whose own bonjour-service does not type.
  const options = { socket, interface: ipv4, bind: '0.0.0.0' };
  const bonjour = new Bonjour(options as object, failed);
  const { server } = bonjour as unknown as { server: Responder };
  return { responder: server, destroy: () => new Promise((done) => bonjour.destroy(done)) };
}
