import { networkInterfaces } from 'node:os';
import { LinkDiscovery } from '../discovery/link-discovery.ts';
import { MemoryLink } from '../discovery/memory-link.ts';
import type { OpenDiscovery } from '../node/networked-engine.ts';

/**
 * Where the engines of one demo find each other, at their addresses on loopback. mDNS would ask for
 * multicast there, which Linux' `lo` has not by default, and show every demo on this computer to
 * every other.
 */
export function demoRoom(): OpenDiscovery {
  const segment = new Set<MemoryLink>();
  return (listener) =>
    new LinkDiscovery({
      listener,
      only: [loopbackInterface()],
      readInterfaces: networkInterfaces,
      openLink: (on, linkListener) => new MemoryLink(on, linkListener, segment),
    });
}

/** What this system calls it: `lo`, `lo0`… */
function loopbackInterface(): string {
  const found = Object.entries(networkInterfaces()).find(([, addresses]) =>
    addresses?.some(({ internal, family }) => internal && family === 'IPv4'),
  );
  return found?.[0] ?? 'lo';
}
