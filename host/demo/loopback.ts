import { networkInterfaces } from 'node:os';

/** What this system calls its loopback interface: `lo`, `lo0`… */
export function loopbackInterface(): string {
  const found = Object.entries(networkInterfaces()).find(([, addresses]) =>
    addresses?.some(({ internal, family }) => internal && family === 'IPv4'),
  );
  return found?.[0] ?? 'lo';
}
