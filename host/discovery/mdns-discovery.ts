import { networkInterfaces } from 'node:os';
import type { Discovery, DiscoveryListener } from './discovery.ts';
import { openMdnsStation } from './mdns/mdns-station.ts';
import { StationDiscovery } from './station-discovery.ts';

export interface MdnsDiscoveryOptions {
  readonly listener: DiscoveryListener;
  /** The only interfaces to use, by name (`lo`, too); every suitable one without. */
  readonly interfaces?: readonly string[];
}

/** Starts to look for peers at once; they see this one from the first `advertise` on. */
export function discoverOverMdns({ listener, interfaces = [] }: MdnsDiscoveryOptions): Discovery {
  return new StationDiscovery({
    listener,
    only: interfaces,
    openStation: openMdnsStation,
    readInterfaces: networkInterfaces,
  });
}
