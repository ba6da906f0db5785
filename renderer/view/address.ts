import { type Endpoint, endpointSchema } from '../../shared/api/engine-contract.ts';

const NAME_AND_PORT = /^([^:[\]\s]+):(\d{1,5})$/;
const IPV6_AND_PORT = /^\[([0-9a-fA-F:.%\w]+)\]:(\d{1,5})$/;

/** `host:port` or `[IPv6]:port` (RFC 3986, 3.2.2) as typed; null when it is neither. */
export function parseAddress(text: string): Endpoint | null {
  const match = text.trim().match(NAME_AND_PORT) ?? text.trim().match(IPV6_AND_PORT);
  if (match === null) return null;
  const parsed = endpointSchema.safeParse({ host: match[1], port: Number(match[2]) });
  return parsed.success ? parsed.data : null;
}
