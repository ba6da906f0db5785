import { networkInterfaces } from 'node:os';
import { describe } from 'vitest';
import { discoveryCompliance } from './discovery.compliance.ts';
import { discoverOverMdns } from './mdns-discovery.ts';

const loopback = Object.entries(networkInterfaces())
  .filter(([, infos]) => infos?.some(({ internal }) => internal))
  .map(([name]) => name);

// Real sockets and real multicast, and no packet leaves the machine.
describe('mDNS over loopback', () => {
  discoveryCompliance(
    () =>
      (listener, interfaces = loopback) =>
        discoverOverMdns({ listener, interfaces }),
  );
});
