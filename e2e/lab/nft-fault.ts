import type { LabHost } from './lab-host.ts';
import { run } from './run.ts';

/** A table of its own, so that undoing it touches nothing else. */
const TABLE = 'fault';

/** Why no packets can be dropped on this machine; null if they can. */
export async function nftObstacle(): Promise<string | null> {
  try {
    await run('unshare', '--net', 'nft', 'add', 'table', 'inet', TABLE);
    return null;
  } catch {
    return 'needs nftables';
  }
}

/** Drops on a host what the rule matches. @param hook `input` or `output`; @param match as `udp dport 5353` */
export async function drop(host: LabHost, hook: 'input' | 'output', match: string): Promise<void> {
  const chain = `add chain inet ${TABLE} ${hook} { type filter hook ${hook} priority 0; }`;
  const rule = `add rule inet ${TABLE} ${hook} ${match} drop`;
  await host.exec('nft', `add table inet ${TABLE}; ${chain}; ${rule}`);
}

/** Takes back all that is dropped on a host, if anything is. */
export async function undrop(host: LabHost): Promise<void> {
  await host.exec('nft', `add table inet ${TABLE}; delete table inet ${TABLE}`);
}
