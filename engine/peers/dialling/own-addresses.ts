import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { rankAddresses } from '../../../shared/domain/address-rank.ts';

/** Where this computer can be reached while it listens on `host`, likeliest first. */
export function ownAddresses(host: string): string[] {
  if (ipaddr.isValid(host) && ipaddr.parse(host).range() !== 'unspecified') return [host];
  const infos = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const addresses = infos
    .filter(({ internal, family }) => !internal && (family === 'IPv4' || host.includes(':')))
    .map(({ address }) => address);
  const ranked = rankAddresses(addresses, []);
  // Where there is no network, whoever asks is on this computer.
  return ranked.length === 0 ? ['127.0.0.1'] : ranked;
}
