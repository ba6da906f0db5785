import { parseAddress } from '../address.ts';

/** Bootstrap nodes that are set at once. */
export const MOST_BOOTSTRAP = 8;
/** Names and IPv4 addresses: hyperdht knows no others. */
const HOST = /^[A-Za-z0-9.-]{1,255}$/;

/** Whether a text is `HOST:PORT` of a bootstrap node. */
export function isBootstrapAddress(text: string): boolean {
  const place = parseAddress(text);
  return place !== null && HOST.test(place.host) && text === `${place.host}:${place.port}`;
}
