/** What is used of multicast-dns 7.2.5, which has no types of its own. */
declare module 'multicast-dns' {
  import type { Socket } from 'node:dgram';
  import type { EventEmitter } from 'node:events';
  import type { DnsRecord } from './records.ts';
  import type { DnsQuery, DnsResponse } from './response.ts';

  interface Options {
    readonly socket: Socket;
    /** The IPv4 address of the interface whose group is joined. */
    readonly interface: string;
    readonly bind: string;
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
    /** Sends at once; the records are encoded later, if the socket is not bound yet. */
    respond(
      response: readonly DnsRecord[] | DnsResponse,
      sent: (error?: Error | null) => void,
    ): void;
    destroy(closed: () => void): void;
  }

  export default function multicastDns(options: Options): MulticastDns;
}
