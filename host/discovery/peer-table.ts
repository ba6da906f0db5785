import type { Sighting } from '../../shared/api/engine-contract.ts';
import { rankAddresses } from '../../shared/domain/address-rank.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { type PeerId, shortId } from '../../shared/ids.ts';
import type { Announcement } from './station.ts';

/** How long an address counts that a peer does not name any more: its record's TTL. */
const ADDRESS_MS = 120_000;
/** The same sighting is not told again within this time. */
const REPEAT_MS = 1_000;

/**
 * The peers heard at all stations, each once, whatever the number of interfaces on either side. Pure:
 * the caller brings the time, in milliseconds of a clock that is never set back.
 */
export class PeerTable {
  /** Heard longest ago first. */
  readonly #peers = new Map<PeerId, HeardPeer>();

  /**
   * @param subnets the interfaces in use, as `192.168.1.5/24`
   * @returns what is to be reported; null when it was, just now
   */
  heard(
    station: string,
    said: Announcement,
    subnets: readonly string[],
    now: number,
  ): Sighting | null {
    const peer = this.#peers.get(said.peer) ?? { addresses: new Map(), reported: '', at: now };
    this.#peers.delete(said.peer);
    this.#peers.set(said.peer, peer);
    this.#forgetBeyondLimit();
    peer.addresses.set(station, remember(peer.addresses.get(station), said.addresses, now));
    const sighting = {
      peer: said.peer,
      name: said.name,
      seq: said.seq,
      endpoints: rankAddresses(allAddresses(peer), subnets)
        .slice(0, LIMITS.addressesPerPeer)
        .map((host) => ({ host, port: said.port })),
    };
    const reported = JSON.stringify(sighting);
    if (reported === peer.reported && now - peer.at < REPEAT_MS) return null;
    peer.reported = reported;
    peer.at = now;
    return sighting;
  }

  /**
   * A goodbye at one station is one for all: a peer says it only when it ends, and cannot say it on an
   * interface that it has lost.
   *
   * @returns the known peers of this short id, forgotten from now on
   */
  gone(short: string): PeerId[] {
    const ids = [...this.#peers.keys()].filter((id) => shortId(id) === short);
    for (const id of ids) this.#peers.delete(id);
    return ids;
  }

  /** Has everyone who is heard from now on reported, whether that is a repetition or not. */
  reportAllAgain(): void {
    for (const peer of this.#peers.values()) peer.reported = '';
  }

  /** Forgets what was heard at a station that is no more. Nobody has left for that. */
  forgetStation(station: string): void {
    for (const [id, { addresses }] of this.#peers) {
      if (addresses.delete(station) && addresses.size === 0) this.#peers.delete(id);
    }
  }

  #forgetBeyondLimit(): void {
    for (const id of this.#peers.keys()) {
      if (this.#peers.size <= LIMITS.peersDiscovered) return;
      this.#peers.delete(id);
    }
  }
}

interface HeardPeer {
  /** By station, then by address: when it was last heard. */
  readonly addresses: Map<string, Map<string, number>>;
  reported: string;
  at: number;
}

/**
 * A peer with two interfaces on one network announces each by itself, so an address is not replaced
 * by the next one. The latest come first.
 */
function remember(
  known: ReadonlyMap<string, number> = new Map(),
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

function allAddresses({ addresses }: HeardPeer): string[] {
  return [...addresses.values()].flatMap((atStation) => [...atStation.keys()]);
}
