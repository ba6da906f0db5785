import { HIGHEST_PORT, LONGEST_HOST } from './endpoint-bounds.ts';

const NAME_AND_PORT = /^([^:[\]\s]+):(\d{1,5})$/;
const IPV6_AND_PORT = /^\[([0-9a-fA-F:.%\w]+)\]:(\d{1,5})$/;

interface Place {
  readonly host: string;
  readonly port: number;
}

/** `host:port` or `[IPv6]:port` (RFC 3986, 3.2.2) as typed; null when it is neither. */
export function parseAddress(text: string): Place | null {
  const match = text.trim().match(NAME_AND_PORT) ?? text.trim().match(IPV6_AND_PORT);
  const [host, port] = [match?.[1], Number(match?.[2])];
  if (host === undefined || host.length > LONGEST_HOST) return null;
  return port >= 1 && port <= HIGHEST_PORT ? { host, port } : null;
}

/** The IP address of an `address:port`; an IPv4 one that came mapped into IPv6 (RFC 4291, 2.5.5.2) as such. */
export function hostOf(address: string): string {
  return unmapped(parseAddress(address)?.host ?? address);
}

/** `::ffff:10.0.0.1` is `10.0.0.1`: whoever is counted by address counts once. */
export function unmapped(host: string): string {
  return host.replace(/^::ffff:(?=\d+\.)/i, '');
}
