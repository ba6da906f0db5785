import type { NetworkInterfaceInfo } from 'node:os';

/** The interfaces of a machine by name, as `os.networkInterfaces()` tells them. */
export type NetworkInterfaces = Readonly<
  Record<string, readonly NetworkInterfaceInfo[] | undefined>
>;

/** An interface that peers are looked for on. */
export interface UsableInterface {
  readonly name: string;
  /** The IPv4 address that multicast is sent from. */
  readonly ipv4: string;
  readonly addresses: readonly string[];
  /** The same with their prefix lengths: `192.168.1.5/24`. */
  readonly subnets: readonly string[];
  /** What tells one IPv6 link from another here; null without IPv6. */
  readonly zone: string | null;
  /** The system's number for it, null without IPv6: another one means another interface. */
  readonly index: number | null;
}

export type InterfaceChoice =
  | { readonly name: string; readonly usable: UsableInterface }
  | {
      readonly name: string;
      readonly usable: null;
      readonly addresses: readonly string[];
      readonly reason: string;
    };

const CONTAINERS =
  /^(?:docker|podman|veth|virbr|vmnet|vboxnet|lxcbr|lxdbr|cni|cali|flannel|br-[0-9a-f]{12}$|vEthernet \((?:WSL|Default Switch))/;
const TUNNELS = /^(?:tun|utun|wg|ppp|ipsec|tailscale|nordlynx|proton)/i;
const APPLE_WIRELESS = /^(?:awdl|llw)\d/;

/**
 * Decides for each interface whether peers are looked for on it.
 *
 * @param only names the user chose; without any, every interface that can have neighbours
 */
export function chooseInterfaces(
  present: NetworkInterfaces,
  only: readonly string[],
): InterfaceChoice[] {
  return Object.entries(present).map(([name, infos = []]) => {
    const usable = asUsable(name, infos);
    const reason = only.length > 0 ? reasonAgainstChosen(name, only) : reasonAgainst(name, infos);
    if (usable !== null && reason === null) return { name, usable };
    return {
      name,
      usable: null,
      addresses: infos.map(({ address }) => address),
      reason: reason ?? 'It has no IPv4 address.',
    };
  });
}

function reasonAgainstChosen(name: string, only: readonly string[]): string | null {
  return only.includes(name) ? null : `Only ${only.join(', ')} was asked for.`;
}

function reasonAgainst(name: string, infos: readonly NetworkInterfaceInfo[]): string | null {
  if (infos.some(({ internal }) => internal)) return 'It reaches this computer only.';
  if (CONTAINERS.test(name)) return 'It belongs to containers or virtual machines.';
  if (APPLE_WIRELESS.test(name)) return 'It is for AirDrop and the like.';
  if (isTunnel(name, infos)) {
    return 'It looks like a VPN, where teammates cannot be found by looking around.';
  }
  return null;
}

/** Whether an interface looks like a VPN's. */
export function isTunnel(name: string, infos: readonly NetworkInterfaceInfo[]): boolean {
  return TUNNELS.test(name) || infos.some(isPointToPoint);
}

function isPointToPoint({ netmask }: NetworkInterfaceInfo): boolean {
  return netmask === '255.255.255.255';
}

function asUsable(name: string, infos: readonly NetworkInterfaceInfo[]): UsableInterface | null {
  const ipv4 = infos.find(({ family }) => family === 'IPv4');
  if (ipv4 === undefined) return null;
  const index =
    infos.map((info) => (info.family === 'IPv6' ? info.scopeid : 0)).find(Boolean) ?? null;
  return {
    name,
    ipv4: ipv4.address,
    addresses: infos.map(({ address }) => address),
    subnets: infos.flatMap(({ cidr }) => cidr ?? []),
    zone: index === null ? null : zoneOf(name, index),
    index,
  };
}

/** RFC 4007 section 11.2: an interface name everywhere but on Windows, where it is an index. */
function zoneOf(name: string, index: number): string {
  return process.platform === 'win32' ? String(index) : name;
}
