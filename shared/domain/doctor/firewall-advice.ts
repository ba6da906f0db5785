import type { DoctorFacts, FirewallFact } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
import type { Finding } from './finding.ts';

export type Advice = Pick<Finding, 'do' | 'command'>;

/** mDNS (RFC 6762). */
const MDNS_PORT = 5353;

/** How announcements are let through the firewall of this computer, as far as one is known. */
export function allowAnnouncements({ firewalls }: DoctorFacts): Advice {
  const guilty = firewalls.find(({ admitsMdns }) => admitsMdns === false) ?? firewalls[0];
  return allow(guilty, MDNS_PORT, 'udp', t.networkFindings.advice.announcements);
}

/** How teammates are let through it. */
export function allowConnections({ firewalls, port }: DoctorFacts): Advice {
  const guilty = firewalls.find(({ admitsPort }) => admitsPort === false) ?? firewalls[0];
  const what = t.networkFindings.advice.connections(port);
  return allow(guilty, port ?? 0, 'tcp', what);
}

function allow(
  firewall: FirewallFact | undefined,
  port: number,
  protocol: 'udp' | 'tcp',
  what: string,
): Advice {
  const words = t.networkFindings.advice;
  switch (firewall?.kind) {
    case undefined:
      return { do: words.look(what), command: null };
    case 'ufw':
      return { do: words.itIs(what, 'ufw'), command: `sudo ufw allow ${port}/${protocol}` };
    case 'firewalld': {
      const added = port === MDNS_PORT ? '--add-service=mdns' : `--add-port=${port}/${protocol}`;
      const zone = firewall.place === null ? '' : ` --zone=${firewall.place}`;
      return {
        do: words.itIs(what, 'firewalld'),
        command: `sudo firewall-cmd --permanent${zone} ${added} && sudo firewall-cmd --reload`,
      };
    }
    case 'nftables':
      return {
        do: words.nftables(what),
        command:
          firewall.place === null
            ? null
            : `sudo nft insert rule ${firewall.place} ${protocol} dport ${port} accept`,
      };
    case 'macos':
      return {
        do: words.macos,
        command: null,
      };
    case 'windows':
      return {
        do: words.windows(what),
        command: `netsh advfirewall firewall add rule name="Shoal" dir=in action=allow protocol=${protocol.toUpperCase()} localport=${port}`,
      };
  }
}
