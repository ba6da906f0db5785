import type { DoctorFacts, InterfaceFact, PeerFact } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
import { anonymous } from './anonymous.ts';
import { diagnose } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { sightOf } from './sight.ts';

/** A text for somebody who helps. @param full with names, addresses and paths */
export function reportText(facts: DoctorFacts, { full }: { full: boolean }): string {
  const told = full ? facts : anonymous(facts);
  return [
    t.report.title,
    versionsLine(told),
    '',
    ...section(t.report.findings, findingLines(diagnose(told).findings)),
    ...section(t.report.interfaces, told.network.interfaces.map(interfaceLine)),
    ...section(t.report.teammates, told.peers.map(peerLine)),
    ...section(
      t.report.firewalls,
      told.firewalls.map(({ kind }) => t.report.isOn(kind)),
    ),
  ]
    .join('\n')
    .trimEnd();
}

export function versionsLine({ versions, platform, port }: DoctorFacts): string {
  const { shoal, git, node, system } = versions;
  const parts = [`Shoal ${shoal}`, 'GTP/2', `git ${git ?? t.report.unknown}`, `Node ${node}`];
  return `${parts.join(', ')}, ${platform} ${system}, ${t.report.port(String(port ?? t.report.unknown))}`;
}

/** Each finding as some lines of its own. */
function findingLines(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [t.report.allIsWell];
  return findings.flatMap(({ code, severity, what, meaning, do: advice, command }) => [
    `[${severity}] ${what} (${code})`,
    `  ${meaning}`,
    `  ${advice}`,
    ...(command === null ? [] : [`  $ ${command}`]),
  ]);
}

/** As `eth0 (10.0.0.5): used, hears itself, 2 teammates heard`. */
function interfaceLine(each: InterfaceFact): string {
  const { name, addresses, use, reason, heardItself, heard } = each;
  const where = addresses.length === 0 ? name : `${name} (${addresses.join(', ')})`;
  const words = t.report;
  if (use !== 'used')
    return `${where}: ${use === 'skipped' ? words.notUsed : words.failed}. ${reason ?? ''}`;
  const echo = heardItself === null ? [] : [heardItself ? words.hearsItself : words.hearsNotItself];
  return `${where}: ${[words.used, ...echo, words.teammatesHeard(heard.length)].join(', ')}`;
}

/** As `Anna: connected, heard, dialled; hears this computer, dials it`. */
function peerLine(peer: PeerFact): string {
  const { name, presence, reached, view, place } = peer;
  const { hears, isHeard } = sightOf(peer);
  const words = t.report;
  const here = [
    presence,
    ...(peer.relay === undefined ? [] : [words.overRelay(peer.relay)]),
    ...(peer.isPunched ? [words.punched] : []),
    hears ? words.heard : words.notHeard,
    place === null ? words.dialling(reached) : words.diallingAt(place, reached),
  ];
  const there =
    view.state === 'told'
      ? [
          isHeard ? words.hearsThis : words.hearsNotThis,
          words.itsDialling(view.view.reached),
          view.view.software,
        ]
      : [words.view[view.state]];
  return `${name}: ${here.join(', ')}; ${there.join(', ')}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ''];
}
