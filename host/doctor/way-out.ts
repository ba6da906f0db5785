import { powershell } from './firewalls/windows.ts';
import type { RunProbe } from './run-probe.ts';

/** An address that nobody has (RFC 5737): the way to it is the way to anywhere. Nothing is sent there. */
const ANYWHERE = '192.0.2.1';

/** The interface that leads to the internet; null if there is none, or the system does not tell. */
export async function probeWayOut(run: RunProbe, platform: string): Promise<string | null> {
  switch (platform) {
    case 'linux':
      return readIpRoute((await run('ip', '-oneline', 'route', 'get', ANYWHERE))?.stdout ?? '');
    case 'darwin':
      return readMacRoute((await run('/sbin/route', '-n', 'get', ANYWHERE))?.stdout ?? '');
    case 'win32': {
      const script = `(Find-NetRoute -RemoteIPAddress ${ANYWHERE} | Select-Object -First 1).InterfaceAlias`;
      return (await powershell(run, script))?.stdout.trim() || null;
    }
    default:
      return null;
  }
}

/** @param text as `192.0.2.1 via 10.0.0.1 dev wlan0 src 10.0.0.5 uid 1000` */
export function readIpRoute(text: string): string | null {
  return /\bdev (\S+)/.exec(text)?.[1] ?? null;
}

/** @param text lines as `  interface: en0` */
export function readMacRoute(text: string): string | null {
  return /^\s*interface: (\S+)$/m.exec(text)?.[1] ?? null;
}
