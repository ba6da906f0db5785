import type { LabHost } from '../../e2e/lab/lab-host.ts';

/** Bytes that have left a host so far, as its interface counts them. */
export function sentBytes(host: LabHost): Promise<number> {
  return counter(host, 'tx_bytes');
}

/** Bytes that have come to a host so far. */
export function receivedBytes(host: LabHost): Promise<number> {
  return counter(host, 'rx_bytes');
}

async function counter(host: LabHost, name: string): Promise<number> {
  return Number(await host.exec('cat', `/sys/class/net/eth0/statistics/${name}`));
}
