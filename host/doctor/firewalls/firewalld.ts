import type { FirewallFact } from '../../../shared/api/doctor-facts.ts';
import type { RunProbe } from '../run-probe.ts';

/** Fedora's and openSUSE's firewall. Null if it is off, or not here. */
export async function probeFirewalld(
  run: RunProbe,
  port: number | null,
): Promise<FirewallFact | null> {
  const state = await run('firewall-cmd', '--state');
  if (state === null || state.stdout.trim() !== 'running') return null;
  const zone = await run('firewall-cmd', '--list-all');
  return readZone(zone?.stdout ?? '', port);
}

/** @param text what `firewall-cmd --list-all` prints of the default zone; empty where it may not be read */
export function readZone(text: string, port: number | null): FirewallFact {
  const name = /^(\S+)/.exec(text)?.[1] ?? null;
  const base = { kind: 'firewalld', isOn: true, place: name } as const;
  if (name === null) return { ...base, admitsMdns: null, admitsPort: null };
  const list = (key: string) =>
    new RegExp(`^ +${key}: *(.*)$`, 'm').exec(text)?.[1]?.split(' ').filter(Boolean) ?? [];
  const isOpen = list('target')[0] === 'ACCEPT';
  const admits = (number: number, protocol: string) =>
    isOpen || list('ports').some((range) => covers(range, number, protocol));
  return {
    ...base,
    admitsMdns: list('services').includes('mdns') || admits(5353, 'udp'),
    admitsPort: port === null ? null : admits(port, 'tcp'),
  };
}

/** @param range as `1025-65535/udp` */
function covers(range: string, port: number, protocol: string): boolean {
  const [ports = '', only] = range.split('/');
  const [first, last = first] = ports.split('-').map(Number);
  if (first === undefined || last === undefined || only !== protocol) return false;
  return first <= port && port <= last;
}
