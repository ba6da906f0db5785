import ipaddr from 'ipaddr.js';

/**
 * Where a peer's addresses stand in the order in which they are tried. A peer publishes whatever its
 * interfaces hold, containers' and VPNs' addresses too, so the likely ones go first.
 */
const RANK = {
  sameSubnet: 0,
  privateNetwork: 1,
  publicNetwork: 2,
  /** Works, if at all, only through a VPN or on the peer's own machine. */
  doubtful: 3,
  linkLocal: 4,
} as const;
type Rank = (typeof RANK)[keyof typeof RANK];

/** The pools that Docker takes its bridges from, apart from 192.168.0.0/16, which homes use. */
const DOCKER_POOLS = ['172.17.0.0/16', '172.18.0.0/15', '172.20.0.0/14', '172.24.0.0/13'].map(
  (pool) => ipaddr.IPv4.parseCIDR(pool),
);

/**
 * A peer's addresses, likeliest first: on a subnet of mine, private, public, then those that look
 * like a VPN's or Docker's, then IPv6 link-local (RFC 4291 section 2.5.6). Within a rank the given
 * order stays. Left out is what cannot be an address of a neighbour: malformed, unspecified,
 * multicast and broadcast ones, and loopback ones unless I am on loopback myself.
 *
 * @param addresses IPv4 or IPv6, the latter with a zone (`fe80::1%eth0`) where link-local
 * @param subnets the interfaces in use, as `192.168.1.5/24`
 */
export function rankAddresses(addresses: readonly string[], subnets: readonly string[]): string[] {
  const mine = subnets.filter(ipaddr.isValidCIDR).map(ipaddr.parseCIDR);
  return [...new Set(addresses)]
    .flatMap((address) => {
      const rank = ipaddr.isValid(address) ? rankOf(ipaddr.parse(address), mine) : null;
      return rank === null ? [] : [{ address, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ address }) => address);
}

/** Whether `address` is on one of `subnets`: a neighbour's, as RFC 6762 section 11 asks. */
export function isOnLink(address: string, subnets: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return subnets
    .filter(ipaddr.isValidCIDR)
    .some((subnet) => isWithin(parsed, ipaddr.parseCIDR(subnet)));
}

/** Whether `address` (without a zone) is in fe80::/10. */
export function isLinkLocalIPv6(address: string): boolean {
  return ipaddr.IPv6.isValid(address) && ipaddr.IPv6.parse(address).range() === 'linkLocal';
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Subnet = [Address, number];

function rankOf(address: Address, mine: readonly Subnet[]): Rank | null {
  const range = address.range();
  const onMySubnet = mine.some((subnet) => isWithin(address, subnet));
  switch (range) {
    case 'unspecified':
    case 'multicast':
    case 'broadcast':
      return null;
    case 'loopback':
      return onMySubnet ? RANK.sameSubnet : null;
    case 'linkLocal':
      // Every IPv6 link is fe80::/64, so being in the same subnet says nothing there.
      return onMySubnet && address.kind() === 'ipv4' ? RANK.sameSubnet : RANK.linkLocal;
    default:
      if (onMySubnet) return RANK.sameSubnet;
  }
  if (range === 'carrierGradeNat' || isFromDocker(address)) return RANK.doubtful;
  if (range === 'private' || range === 'uniqueLocal') return RANK.privateNetwork;
  return RANK.publicNetwork;
}

function isFromDocker(address: Address): boolean {
  return DOCKER_POOLS.some((pool) => isWithin(address, pool));
}

function isWithin(address: Address, [network, bits]: Subnet): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
