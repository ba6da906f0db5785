import type { Problem } from '../../shared/api/state.ts';
import type { InterfaceReport } from './discovery.ts';

/**
 * What keeps this peer from being found at all; null while one interface works.
 *
 * @param only the interfaces that the user chose by name
 */
export function discoveryProblem(
  interfaces: readonly InterfaceReport[],
  only: readonly string[],
): Problem | null {
  const missing = only.filter((name) => !interfaces.some((present) => present.name === name));
  if (missing.length > 0) {
    const present = interfaces.map(({ name }) => name).join(', ');
    return {
      code: 'no-such-interface',
      sentence: `There is no network interface called ${missing.join(', ')}. Present are: ${present}.`,
    };
  }
  if (interfaces.some(({ use }) => use.state === 'used')) return null;
  for (const { name, use } of interfaces) {
    if (use.state !== 'failed') continue;
    return {
      code: 'discovery-failed',
      sentence: `Shoal cannot look around on ${name}. ${use.reason}`,
    };
  }
  return {
    code: 'no-network',
    sentence:
      'This computer is on no network where teammates could be found. Connect to one, or add a teammate by address.',
  };
}

/** Why a station does not work, for the user. */
export function failureSentence(cause: Error): string {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return 'Another program keeps the port for mDNS (UDP 5353) to itself.';
    case 'EACCES':
    case 'EPERM':
      return 'The system or a firewall forbids mDNS (UDP port 5353).';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'ENODEV':
    case 'EADDRNOTAVAIL':
      return 'The network there is not ready.';
    default:
      return `mDNS does not work there (${cause.message}).`;
  }
}
