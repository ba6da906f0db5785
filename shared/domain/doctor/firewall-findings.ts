import type { DoctorFacts } from '../../api/doctor-facts.ts';
import type { Finding } from './finding.ts';
import { allowAnnouncements, allowConnections } from './firewall-advice.ts';

const NAMES = {
  ufw: 'ufw',
  firewalld: 'firewalld',
  nftables: 'nftables',
  macos: 'macOS’ firewall',
  windows: 'Windows’ firewall',
} as const;

/** What a firewall says that it would drop, where nobody was there to try it. */
export function firewallFindings(facts: DoctorFacts): Finding[] {
  return facts.firewalls.flatMap(({ kind, admitsPort, admitsMdns }): Finding[] => {
    const name = NAMES[kind];
    return [
      ...(admitsPort === false && !wasDialled(facts)
        ? [
            {
              code: 'firewall-port',
              severity: 'warning' as const,
              what: `By its rules, ${name} on this computer drops what comes in on port ${facts.port ?? 'of Shoal’s'}.`,
              meaning:
                'Teammates cannot connect to this computer; only those that it can dial itself are reached.',
              ...allowConnections(facts),
            },
          ]
        : []),
      ...(admitsMdns === false && !hears(facts)
        ? [
            {
              code: 'firewall-announcements',
              severity: 'warning' as const,
              what: `By its rules, ${name} on this computer drops announcements (mDNS, UDP port 5353).`,
              meaning: 'Teammates do not show up by themselves, or do not see this computer.',
              ...allowAnnouncements(facts),
            },
          ]
        : []),
    ];
  });
}

/** Somebody has tried, and the outcome is told instead. */
function wasDialled({ peers }: DoctorFacts): boolean {
  return peers.some(({ view }) => view.state === 'told' && view.view.reached !== 'untried');
}

function hears({ network }: DoctorFacts): boolean {
  return network.interfaces.some(
    ({ heardItself, heard }) => heardItself === true && heard.length > 0,
  );
}
