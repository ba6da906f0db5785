import { networkInterfaces } from 'node:os';

/** Where to listen to be reached on every interface: `::` takes IPv4, too, but needs IPv6 to exist. */
export function anyAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((infos) => infos ?? []);
  return addresses.some(({ family }) => family === 'IPv6') ? '::' : '0.0.0.0';
}
