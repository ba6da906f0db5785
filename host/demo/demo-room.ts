import { networkInterfaces } from 'node:os';
import { MemoryStation } from '../discovery/memory-station.ts';
import { StationDiscovery } from '../discovery/station-discovery.ts';
import type { OpenDiscovery } from '../node/networked-engine.ts';

/**
 * Where the engines of one demo find each other, at their addresses on loopback. mDNS would ask for
 * multicast there, which Linux' `lo` has not by default, and show every demo on this computer to
 * every other.
 */
export function demoRoom(): OpenDiscovery {
  const segment = new Set<MemoryStation>();
  return (listener) =>
    new StationDiscovery({
      listener,
      only: [loopbackInterface()],
      readInterfaces: networkInterfaces,
      openStation: (on, stationListener) => new MemoryStation(on, stationListener, segment),
    });
}

/** What this system calls it: `lo`, `lo0`… */
function loopbackInterface(): string {
  const found = Object.entries(networkInterfaces()).find(([, addresses]) =>
    addresses?.some(({ internal, family }) => internal && family === 'IPv4'),
  );
  return found?.[0] ?? 'lo';
}
