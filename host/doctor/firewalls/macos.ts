import type { FirewallFact } from '../../../shared/api/doctor-facts.ts';
import type { RunProbe } from '../run-probe.ts';

const PROGRAM = '/usr/libexec/ApplicationFirewall/socketfilterfw';

/** macOS’ application firewall. Null if it is off. It asks the user for each program, and does not tell what was answered. */
export async function probeMacFirewall(run: RunProbe): Promise<FirewallFact | null> {
  const [state, blockAll] = await Promise.all([
    run(PROGRAM, '--getglobalstate'),
    run(PROGRAM, '--getblockall'),
  ]);
  return readMacFirewall(state?.stdout ?? '', blockAll?.stdout ?? '');
}

/** @param state as `Firewall is enabled. (State = 1)` */
export function readMacFirewall(state: string, blockAll: string): FirewallFact | null {
  if (!/enabled/i.test(state)) return null;
  const isShut = /enabled|\bON\b/.test(blockAll) && !/disabled/i.test(blockAll);
  return {
    kind: 'macos',
    isOn: true,
    admitsMdns: isShut ? false : null,
    admitsPort: isShut ? false : null,
    place: null,
  };
}
