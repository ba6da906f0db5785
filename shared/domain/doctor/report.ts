import type { DoctorFacts, InterfaceFact, PeerFact } from '../../api/doctor-facts.ts';
import { count } from '../words/quantity.ts';
import { anonymous } from './anonymous.ts';
import { diagnose } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { sightOf } from './sight.ts';

/** A text for somebody who helps. @param full with names, addresses and paths */
export function reportText(facts: DoctorFacts, { full }: { full: boolean }): string {
  const told = full ? facts : anonymous(facts);
  return [
    'Shoal doctor',
    versionsLine(told),
    '',
    ...section('Findings', findingLines(diagnose(told).findings)),
    ...section('Interfaces', told.network.interfaces.map(interfaceLine)),
    ...section('Teammates', told.peers.map(peerLine)),
    ...section(
      'Firewalls',
      told.firewalls.map(({ kind }) => `${kind} is on`),
    ),
  ]
    .join('\n')
    .trimEnd();
}

export function versionsLine({ versions, platform, port }: DoctorFacts): string {
  const { shoal, git, node, system } = versions;
  const parts = [`Shoal ${shoal}`, 'GTP/2', `git ${git ?? 'unknown'}`, `Node ${node}`];
  return `${parts.join(', ')}, ${platform} ${system}, port ${port ?? 'unknown'}`;
}

/** Each finding as some lines of its own. */
function findingLines(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['All is well: nothing stands in the way.'];
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
  if (use !== 'used')
    return `${where}: ${use === 'skipped' ? 'not used' : 'failed'}. ${reason ?? ''}`;
  const echo = heardItself === null ? [] : [heardItself ? 'hears itself' : 'does not hear itself'];
  return `${where}: ${['used', ...echo, `${count(heard.length, 'teammate')} heard`].join(', ')}`;
}

/** As `Anna: connected, heard, dialled; hears this computer, dials it`. */
function peerLine(peer: PeerFact): string {
  const { name, presence, reached, view, place } = peer;
  const { hears, isHeard } = sightOf(peer);
  const here = [
    presence,
    ...(peer.relay === undefined ? [] : [`over the relay ${peer.relay}`]),
    hears ? 'heard' : 'not heard',
    `dialling it${place === null ? '' : ` at ${place}`}: ${reached}`,
  ];
  const there =
    view.state === 'told'
      ? [
          `${isHeard ? 'hears' : 'does not hear'} this computer`,
          `its dialling here: ${view.view.reached}`,
          view.view.software,
        ]
      : [THERE[view.state]];
  return `${name}: ${here.join(', ')}; ${there.join(', ')}`;
}

const THERE = {
  older: 'too old to say how it sees this computer',
  silent: 'did not say how it sees this computer',
  unasked: 'could not be asked how it sees this computer',
} as const;

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ''];
}
