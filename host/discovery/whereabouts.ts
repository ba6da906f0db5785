import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { rankAddresses } from '../../shared/domain/address-rank.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Announcement } from './station.ts';

/** How long an address counts that a peer does not name any more: its record's TTL. */
const ADDRESS_MS = 120_000;
/** Senders whose word about one peer counts: an interface is one, and a liar shall not silence them all. */
const MAX_SENDERS = 4;

/** What one sender says of a peer's places. */
interface Word {
  readonly station: string;
  readonly port: number;
  /** When each was named last; the latest come first. */
  readonly addresses: ReadonlyMap<string, number>;
}

/**
 * Where a peer is said to be. Anyone can say that of anyone, so each sender's word stands beside the
 * others', with its own port, and none takes the others' place.
 */
export class Whereabouts {
  /** By station and sender; who spoke last comes last. */
  readonly #words = new Map<string, Word>();

  /** @param now in milliseconds */
  heard(station: string, { sender, port, addresses }: Announcement, now: number): void {
    const key = `${station} ${sender}`;
    const known = this.#words.get(key)?.addresses ?? new Map();
    this.#words.delete(key);
    for (const [other, word] of this.#words) {
      const isOld = [...word.addresses.values()].every((at) => now - at >= ADDRESS_MS);
      if (word.station === station && isOld) this.#words.delete(other);
    }
    this.#words.set(key, { station, port, addresses: remember(known, addresses, now) });
    for (const oldest of this.#words.keys()) {
      if (this.#words.size > MAX_SENDERS) this.#words.delete(oldest);
    }
  }

  /** @returns whether nothing is left */
  forgetStation(station: string): boolean {
    for (const [key, word] of this.#words) if (word.station === station) this.#words.delete(key);
    return this.#words.size === 0;
  }

  /** The likeliest first, of each sender some. @param subnets the interfaces in use, as `192.168.1.5/24` */
  endpoints(subnets: readonly string[]): Endpoint[] {
    const places = this.#inTurns();
    const ports = new Map<string, number[]>();
    for (const { host, port } of places) ports.set(host, [...(ports.get(host) ?? []), port]);
    return rankAddresses([...ports.keys()], subnets)
      .flatMap((host) => [...new Set(ports.get(host))].map((port) => ({ host, port })))
      .slice(0, LIMITS.addressesPerPeer);
  }

  /** The first address of each sender, then the second of each; at each station, who spoke last begins. */
  #inTurns(): Endpoint[] {
    const words = [...this.#words.values()].reverse();
    const stations = [...new Set([...this.#words.values()].map(({ station }) => station))];
    const ordered = stations.flatMap((station) => words.filter((word) => word.station === station));
    const most = Math.max(0, ...ordered.map(({ addresses }) => addresses.size));
    return Array.from({ length: most }, (_, place) =>
      ordered.flatMap(({ port, addresses }) => {
        const host = [...addresses.keys()][place];
        return host === undefined ? [] : [{ host, port }];
      }),
    ).flat();
  }
}

/**
 * A peer with two interfaces on one network announces each by itself, so an address is not replaced
 * by the next one. The latest come first.
 */
function remember(
  known: ReadonlyMap<string, number>,
  named: readonly string[],
  now: number,
): Map<string, number> {
  const latest = named.slice(0, LIMITS.addressesPerPeer);
  const earlier = [...known].filter(
    ([address, at]) => now - at < ADDRESS_MS && !latest.includes(address),
  );
  return new Map(
    [...latest.map((address): [string, number] => [address, now]), ...earlier].slice(
      0,
      LIMITS.addressesPerPeer,
    ),
  );
}
