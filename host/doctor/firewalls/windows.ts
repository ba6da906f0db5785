import { z } from 'zod';
import type { FirewallFact, NetworkProfile } from '../../../shared/api/doctor-facts.ts';
import type { RunProbe } from '../run-probe.ts';

const PROFILES =
  'Get-NetConnectionProfile | Select-Object InterfaceAlias,NetworkCategory | ConvertTo-Json -Compress';
const FIREWALL =
  "(Get-NetFirewallProfile | Where-Object { $_.Enabled -eq 'True' } | Measure-Object).Count";

/** NetworkCategory, as numbers (Windows PowerShell) or names (PowerShell 7). */
const KINDS: Readonly<Record<string, NetworkProfile['kind']>> = {
  0: 'public',
  1: 'private',
  2: 'domain',
  Public: 'public',
  Private: 'private',
  DomainAuthenticated: 'domain',
};

const profileSchema = z.object({
  InterfaceAlias: z.string(),
  NetworkCategory: z.union([z.number(), z.string()]),
});

export function powershell(run: RunProbe, script: string) {
  return run('powershell.exe', '-NoProfile', '-NonInteractive', '-Command', script);
}

/** What Windows takes the connected networks for: on public ones it lets nobody in. */
export async function probeProfiles(run: RunProbe): Promise<NetworkProfile[]> {
  return readProfiles((await powershell(run, PROFILES))?.stdout ?? '');
}

/** @param text one profile, or an array of them, as JSON */
export function readProfiles(text: string): NetworkProfile[] {
  const parsed = z.union([z.array(profileSchema), profileSchema]).safeParse(parseJson(text));
  if (!parsed.success) return [];
  return [parsed.data].flat().flatMap(({ InterfaceAlias, NetworkCategory }) => {
    const kind = KINDS[NetworkCategory];
    return kind === undefined ? [] : [{ interface: InterfaceAlias, kind }];
  });
}

/** Windows’ firewall. Null if it is off for all kinds of networks. */
export async function probeWindowsFirewall(run: RunProbe): Promise<FirewallFact | null> {
  const told = await powershell(run, FIREWALL);
  const isOn = Number(told?.stdout.trim()) > 0;
  return isOn ? { kind: 'windows', isOn, admitsMdns: null, admitsPort: null, place: null } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
