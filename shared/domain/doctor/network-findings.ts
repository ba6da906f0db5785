import type { DoctorFacts, InterfaceFact } from '../../api/doctor-facts.ts';
import { listed } from '../words/listed.ts';
import type { Finding } from './finding.ts';
import { allowAnnouncements } from './firewall-advice.ts';

/** What the system says where it forbids a program to use the network. */
const FORBIDDEN: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);
/** What macOS says instead, where the user has not let Shoal look around. */
const NO_WAY = 'EHOSTUNREACH';

/** What keeps this computer from looking around, and from being seen. */
export function networkFindings(facts: DoctorFacts): Finding[] {
  const { network, peers } = facts;
  if (!network.isLooking) return [notLooking()];
  const used = network.interfaces.filter(({ use }) => use === 'used');
  const failed = network.interfaces.filter(({ use }) => use === 'failed');
  const deaf = used.filter(({ heardItself }) => heardItself === false);
  return [
    ...failed.map((each) => failedInterface(each, facts)),
    ...(used.length + failed.length === 0 && !isMisnamed(facts)
      ? [noNetwork(network.interfaces)]
      : []),
    ...(deaf.length > 0 ? [unheard(deaf, facts)] : []),
    ...publicNetworks(facts),
    ...tunnel(facts),
    ...(used.length > deaf.length && peers.length === 0 ? [nobody(facts)] : []),
  ];
}

/** The user chose an interface that is not there; the state tells so. */
function isMisnamed({ problems }: DoctorFacts): boolean {
  return problems.some(({ code }) => code === 'no-such-interface');
}

function notLooking(): Finding {
  return {
    code: 'not-looking',
    severity: 'note',
    what: 'This Shoal was started so that it does not look around (--no-mdns).',
    meaning: 'Nobody finds it, and it finds nobody, unless one adds the other by address.',
    do: 'Start it without --no-mdns to be found.',
    command: null,
  };
}

function noNetwork(interfaces: readonly InterfaceFact[]): Finding {
  const reasons = interfaces.flatMap(({ name, reason }) =>
    reason === null ? [] : [`${name}: ${reason}`],
  );
  return {
    code: 'no-network',
    severity: 'problem',
    what: 'This computer is on no network where teammates could be found.',
    meaning: `Nobody sees this computer, and it sees nobody. ${reasons.join(' ')}`.trim(),
    do: 'Connect to a network: by cable, or to the same Wi-Fi as your teammates.',
    command: null,
  };
}

function failedInterface({ name, reason, cause }: InterfaceFact, facts: DoctorFacts): Finding {
  if (facts.platform === 'darwin' && cause === NO_WAY) {
    return {
      code: 'local-network-permission',
      severity: 'problem',
      what: `macOS does not let Shoal use the local network on ${name}.`,
      meaning: 'Nobody sees this computer, and it sees nobody, until you allow it.',
      do: 'Open System Settings, Privacy & Security, Local Network, turn Shoal on, and start Shoal again.',
      command:
        'open "x-apple.systempreferences:com.apple.preference.security?Privacy_LocalNetwork"',
    };
  }
  const isForbidden = cause !== null && FORBIDDEN.has(cause);
  const advice = isForbidden ? allowAnnouncements(facts) : null;
  return {
    code: isForbidden ? 'multicast-blocked' : 'interface-failed',
    severity: 'problem',
    what: isForbidden
      ? `A firewall on this computer keeps Shoal’s announcements from going out on ${name}.`
      : `Shoal cannot look around on ${name}. ${reason ?? ''}`.trim(),
    meaning: 'Nobody there sees this computer, and it sees nobody there.',
    do:
      advice?.do ??
      'Shoal tries again by itself every few seconds. If it stays so, turn that network off and on.',
    command: advice?.command ?? null,
  };
}

/** What went out did not come back, although a computer hears its own multicast. */
function unheard(deaf: readonly InterfaceFact[], facts: DoctorFacts): Finding {
  const advice = allowAnnouncements(facts);
  return {
    code: 'multicast-unheard',
    severity: 'problem',
    what: `This computer does not even hear its own announcement on ${listed(deaf.map(({ name }) => name))}.`,
    meaning:
      'A firewall on this computer drops announcements (mDNS, UDP port 5353), so teammates do not show up by themselves.',
    ...advice,
  };
}

function publicNetworks({ profiles }: DoctorFacts): Finding[] {
  const open = profiles.filter(({ kind }) => kind === 'public');
  if (open.length === 0) return [];
  const names = listed(open.map((profile) => profile.interface));
  return [
    {
      code: 'public-network',
      severity: 'warning',
      what: `Windows takes the network on ${names} for a public one.`,
      meaning:
        'There its firewall lets nobody connect to this computer, and may hide teammates from it.',
      do: 'If it is your home or office, set it to private.',
      command: `Set-NetConnectionProfile -InterfaceAlias "${open[0]?.interface ?? ''}" -NetworkCategory Private`,
    },
  ];
}

/** Many VPNs keep everything in them, the local network too. */
function tunnel({ network: { way }, peers }: DoctorFacts): Finding[] {
  if (way === null || !way.isTunnel) return [];
  const isReached = peers.some(({ reached }) => reached === 'yes');
  return [
    {
      code: 'vpn',
      severity: isReached ? 'note' : 'warning',
      what: `All that leaves this computer goes through a VPN (${way.name}).`,
      meaning: isReached
        ? 'Teammates are reached beside it all the same.'
        : 'Some VPNs keep computers from reaching others on the same local network.',
      do: 'If a teammate is missing, allow access to the local network in the VPN’s settings, or pause it.',
      command: null,
    },
  ];
}

function nobody({ asked }: DoctorFacts): Finding {
  return {
    code: 'nobody-heard',
    severity: asked === null ? 'note' : 'warning',
    what: 'Announcements go out, and nobody has answered.',
    meaning:
      'Either nobody on this network runs Shoal, or the network keeps its computers apart, as guest Wi-Fi often does (client isolation).',
    do: 'Ask a teammate to open Shoal on the same network. If both of you see nobody, use another network, a cable or a phone’s hotspot.',
    command: null,
  };
}
