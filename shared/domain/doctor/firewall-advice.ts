import type { DoctorFacts, FirewallFact } from '../../api/doctor-facts.ts';
import type { Finding } from './finding.ts';

export type Advice = Pick<Finding, 'do' | 'command'>;

/** mDNS (RFC 6762). */
const MDNS_PORT = 5353;

/** How announcements are let through the firewall of this computer, as far as one is known. */
export function allowAnnouncements({ firewalls }: DoctorFacts): Advice {
  const guilty = firewalls.find(({ admitsMdns }) => admitsMdns === false) ?? firewalls[0];
  return allow(guilty, MDNS_PORT, 'udp', 'Let UDP port 5353 (mDNS) pass in both directions');
}

/** How teammates are let through it. */
export function allowConnections({ firewalls, port }: DoctorFacts): Advice {
  const guilty = firewalls.find(({ admitsPort }) => admitsPort === false) ?? firewalls[0];
  const what = `Let TCP port ${port ?? 'of Shoal’s'} in. To keep that port, start Shoal with --listen 0.0.0.0:${port ?? 7654}`;
  return allow(guilty, port ?? 0, 'tcp', what);
}

function allow(
  firewall: FirewallFact | undefined,
  port: number,
  protocol: 'udp' | 'tcp',
  what: string,
): Advice {
  switch (firewall?.kind) {
    case undefined:
      return { do: `${what}: look for a firewall on this computer.`, command: null };
    case 'ufw':
      return { do: `${what}. Its firewall is ufw.`, command: `sudo ufw allow ${port}/${protocol}` };
    case 'firewalld': {
      const added = port === MDNS_PORT ? '--add-service=mdns' : `--add-port=${port}/${protocol}`;
      const zone = firewall.place === null ? '' : ` --zone=${firewall.place}`;
      return {
        do: `${what}. Its firewall is firewalld.`,
        command: `sudo firewall-cmd --permanent${zone} ${added} && sudo firewall-cmd --reload`,
      };
    }
    case 'nftables':
      return {
        do: `${what}. Its firewall is nftables; a rule of this kind goes before those that drop it.`,
        command:
          firewall.place === null
            ? null
            : `sudo nft insert rule ${firewall.place} ${protocol} dport ${port} accept`,
      };
    case 'macos':
      return {
        do: 'Open System Settings, Network, Firewall, Options: turn off “Block all incoming connections”, and allow Shoal.',
        command: null,
      };
    case 'windows':
      return {
        do: `${what}. Its firewall is Windows’ own.`,
        command: `netsh advfirewall firewall add rule name="Shoal" dir=in action=allow protocol=${protocol.toUpperCase()} localport=${port}`,
      };
  }
}
