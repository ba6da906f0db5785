import type { DoctorFacts, InterfaceFact } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
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
    ...t.networkFindings.notLooking,
    command: null,
  };
}

function noNetwork(interfaces: readonly InterfaceFact[]): Finding {
  const reasons = interfaces.flatMap(({ name, reason }) =>
    reason === null ? [] : [`${name}: ${reason}`],
  );
  const words = t.networkFindings.noNetwork;
  return {
    code: 'no-network',
    severity: 'problem',
    ...words,
    meaning: [words.meaning, ...reasons].join(' '),
    command: null,
  };
}

function failedInterface({ name, reason, cause }: InterfaceFact, facts: DoctorFacts): Finding {
  if (facts.platform === 'darwin' && cause === NO_WAY) {
    return {
      code: 'local-network-permission',
      severity: 'problem',
      ...t.networkFindings.permission,
      what: t.networkFindings.permission.what(name),
      command:
        'open "x-apple.systempreferences:com.apple.preference.security?Privacy_LocalNetwork"',
    };
  }
  const isForbidden = cause !== null && FORBIDDEN.has(cause);
  const advice = isForbidden ? allowAnnouncements(facts) : null;
  const words = t.networkFindings.failed;
  return {
    code: isForbidden ? 'multicast-blocked' : 'interface-failed',
    severity: 'problem',
    what: isForbidden ? words.isBlocked(name) : `${words.what(name)} ${reason ?? ''}`.trim(),
    meaning: words.meaning,
    do: advice?.do ?? words.do,
    command: advice?.command ?? null,
  };
}

/** What went out did not come back, although a computer hears its own multicast. */
function unheard(deaf: readonly InterfaceFact[], facts: DoctorFacts): Finding {
  const advice = allowAnnouncements(facts);
  return {
    code: 'multicast-unheard',
    severity: 'problem',
    what: t.networkFindings.unheard.what(listed(deaf.map(({ name }) => name))),
    meaning: t.networkFindings.unheard.meaning,
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
      ...t.networkFindings.publicNetwork,
      what: t.networkFindings.publicNetwork.what(names),
      command: `Set-NetConnectionProfile -InterfaceAlias "${open[0]?.interface ?? ''}" -NetworkCategory Private`,
    },
  ];
}

/** Many VPNs keep everything in them, the local network too. */
function tunnel({ network: { way }, peers }: DoctorFacts): Finding[] {
  if (way === null || !way.isTunnel) return [];
  const isReached = peers.some(({ reached }) => reached === 'yes');
  const words = t.networkFindings.vpn;
  return [
    {
      code: 'vpn',
      severity: isReached ? 'note' : 'warning',
      what: words.what(way.name),
      meaning: isReached ? words.isHarmless : words.meaning,
      do: words.do,
      command: null,
    },
  ];
}

function nobody({ asked }: DoctorFacts): Finding {
  return {
    code: 'nobody-heard',
    severity: asked === null ? 'note' : 'warning',
    ...t.networkFindings.nobody,
    command: null,
  };
}
