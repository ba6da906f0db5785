import { Buffer } from 'node:buffer';
import { isIPv4 } from 'node:net';
import type { Advertisement } from '../../../shared/api/engine-contract.ts';
import { isLinkLocalIPv6 } from '../../../shared/domain/address-rank.ts';
import { encodeTxtRecord } from '../../../shared/gtp/txt-record.ts';
import { shortId } from '../../../shared/ids.ts';

export const SERVICE_TYPE = '_gtp._tcp.local';
const SERVICE_TYPES = '_services._dns-sd._udp.local';

/** RFC 6762 section 10: what names a host, or an address, lives shorter than the rest. */
const HOST_TTL_SECONDS = 120;
const OTHER_TTL_SECONDS = 4_500;

/** A resource record as dns-packet encodes and decodes it. */
export type DnsRecord = {
  readonly name: string;
  readonly ttl: number;
  readonly flush?: boolean;
} & (
  | { readonly type: 'PTR'; readonly data: string }
  | { readonly type: 'SRV'; readonly data: { readonly port: number; readonly target: string } }
  | { readonly type: 'TXT'; readonly data: readonly Uint8Array[] }
  | { readonly type: 'A' | 'AAAA'; readonly data: string }
);

/**
 * The DNS-SD records (RFC 6763) of this peer on an interface with these addresses. All but the
 * pointers are unique to it and carry the cache-flush bit (RFC 6762 section 10.2), so that a new
 * TXT record, port or address replaces the old one.
 */
export function advertisedRecords(
  advertisement: Advertisement,
  addresses: readonly string[],
): DnsRecord[] {
  const instance = `${shortId(advertisement.peer)}.${SERVICE_TYPE}`;
  const host = `${shortId(advertisement.peer)}.local`;
  const unique = { flush: true };
  return [
    { name: SERVICE_TYPE, type: 'PTR', ttl: OTHER_TTL_SECONDS, data: instance },
    {
      ...unique,
      name: instance,
      type: 'SRV',
      ttl: HOST_TTL_SECONDS,
      data: { port: advertisement.port, target: host },
    },
    {
      ...unique,
      name: instance,
      type: 'TXT',
      ttl: OTHER_TTL_SECONDS,
      data: encodeTxtRecord(advertisement).map((text) => Buffer.from(text)),
    },
    { name: SERVICE_TYPES, type: 'PTR', ttl: OTHER_TTL_SECONDS, data: SERVICE_TYPE },
    // Neighbours have IPv4 to the same end, and without its zone hardly any program connects to fe80::.
    ...addresses
      .filter((address) => !isLinkLocalIPv6(address))
      .map(
        (address): DnsRecord => ({
          ...unique,
          name: host,
          type: isIPv4(address) ? 'A' : 'AAAA',
          ttl: HOST_TTL_SECONDS,
          data: address,
        }),
      ),
  ];
}

/**
 * The same records as a goodbye (RFC 6762 section 10.1). That there are services of this type at all
 * is left out: the others on the network still have theirs.
 */
export function goodbyeRecords(records: readonly DnsRecord[]): DnsRecord[] {
  return records
    .filter(({ name }) => name !== SERVICE_TYPES)
    .map((record) => ({ ...record, ttl: 0 }));
}
