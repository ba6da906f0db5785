import type { DoctorFacts, FirewallFact } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
import type { Finding } from './finding.ts';
import { allowAnnouncements, allowConnections } from './firewall-advice.ts';

/** What a firewall says that it would drop, where nobody was there to try it. */
export function firewallFindings(facts: DoctorFacts): Finding[] {
  const words = t.networkFindings.firewall;
  return facts.firewalls.flatMap(({ kind, admitsPort, admitsMdns }): Finding[] => {
    const name = nameOf(kind);
    return [
      ...(admitsPort === false && !wasDialled(facts)
        ? [
            {
              code: 'firewall-port',
              severity: 'warning' as const,
              what: words.dropsPort(name, facts.port),
              meaning: words.dropsPortMeans,
              ...allowConnections(facts),
            },
          ]
        : []),
      ...(admitsMdns === false && !hears(facts)
        ? [
            {
              code: 'firewall-announcements',
              severity: 'warning' as const,
              what: words.dropsAnnouncements(name),
              meaning: words.dropsAnnouncementsMeans,
              ...allowAnnouncements(facts),
            },
          ]
        : []),
    ];
  });
}

function nameOf(kind: FirewallFact['kind']): string {
  const words = t.networkFindings.firewall;
  return { macos: words.ofMacos, windows: words.ofWindows }[kind as 'macos' | 'windows'] ?? kind;
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
