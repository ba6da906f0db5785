import type { FirewallFact } from '../../../shared/api/doctor-facts.ts';
import type { RunProbe } from '../run-probe.ts';

const MDNS_PORT = 5353;

/** Debian's and Ubuntu's firewall; it tells what it lets in to root alone. Null if it is off, or not here. */
export async function probeUfw(
  run: RunProbe,
  port: number | null,
  readSettings: () => Promise<string>,
): Promise<FirewallFact | null> {
  const told = await run('ufw', 'status', 'verbose');
  if (told !== null && told.exitCode === 0) return readUfwStatus(told.stdout, port);
  return readUfwSettings(await readSettings().catch(() => ''));
}

/** @param text what `ufw status verbose` prints */
export function readUfwStatus(text: string, port: number | null): FirewallFact | null {
  if (!/^Status: active$/m.test(text)) return null;
  const isOpen = !/^Default: (?:deny|reject) \(incoming\)/m.test(text);
  return {
    kind: 'ufw',
    isOn: true,
    // Its rules that come before the user's let announcements in, unless the user says otherwise.
    admitsMdns: !rulesFor(text, MDNS_PORT, 'udp').includes('deny'),
    admitsPort: port === null ? null : admits(rulesFor(text, port, 'tcp'), isOpen),
    place: null,
  };
}

/** @param text what /etc/ufw/ufw.conf holds, which everybody may read */
export function readUfwSettings(text: string): FirewallFact | null {
  if (!/^ENABLED=yes$/m.test(text)) return null;
  return { kind: 'ufw', isOn: true, admitsMdns: null, admitsPort: null, place: null };
}

type Verdict = 'allow' | 'deny';

function admits(rules: readonly Verdict[], isOpen: boolean): boolean {
  return (rules[0] ?? (isOpen ? 'allow' : 'deny')) === 'allow';
}

/** What is said of a port, in the order in which it counts. Rules for some senders only count, too. */
function rulesFor(text: string, port: number, protocol: string): Verdict[] {
  return text.split('\n').flatMap((line): Verdict[] => {
    const [, to = '', action] =
      /^(\S+)(?: \(v6\))?\s+(ALLOW|LIMIT|DENY|REJECT) IN\s/.exec(line) ?? [];
    if (action === undefined || !covers(to, port, protocol)) return [];
    return [action === 'ALLOW' || action === 'LIMIT' ? 'allow' : 'deny'];
  });
}

/** @param to as `22/tcp`, `5000:6000/udp`, `80,443/tcp` or `Anywhere` */
function covers(to: string, port: number, protocol: string): boolean {
  if (to === 'Anywhere') return true;
  const [ports = '', only] = to.split('/');
  if (only !== undefined && only !== protocol) return false;
  return ports.split(',').some((part) => {
    const [first, last = first] = part.split(':').map(Number);
    return first !== undefined && last !== undefined && first <= port && port <= last;
  });
}
