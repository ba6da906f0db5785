import type { Sighting } from '../../shared/api/engine-contract.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { type PeerId, shortId } from '../../shared/ids.ts';
import { Newcomers } from './newcomers.ts';
import type { Announcement } from './station.ts';
import { Whereabouts } from './whereabouts.ts';

/** The same sighting is not told again within this time, and not more than so many different ones. */
const REPEAT_MS = 1_000;
const MAX_REPORTS = 5;

/**
 * The peers heard at all stations, each once, whatever the number of interfaces on either side. Pure:
 * the caller brings the time, in milliseconds of a clock that is never set back.
 */
export class PeerTable {
  /** Heard longest ago first. */
  readonly #peers = new Map<PeerId, HeardPeer>();
  readonly #newcomers = new Newcomers();

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
    const known = this.#peers.get(said.peer);
    if (known === undefined && !this.#newcomers.admits(said.sender, now)) return null;
    const peer = known ?? { places: new Whereabouts(), reported: '', reports: 0, at: now };
    this.#peers.delete(said.peer);
    this.#peers.set(said.peer, peer);
    this.#forgetBeyondLimit();
    peer.places.heard(station, said, now);
    const sighting = {
      peer: said.peer,
      name: said.name,
      seq: said.seq,
      endpoints: peer.places.endpoints(subnets),
    };
    const reported = JSON.stringify(sighting);
    const isSoon = now - peer.at < REPEAT_MS;
    if (isSoon && (reported === peer.reported || peer.reports >= MAX_REPORTS)) return null;
    peer.reports = isSoon ? peer.reports + 1 : 1;
    if (!isSoon) peer.at = now;
    peer.reported = reported;
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
    for (const [id, { places }] of this.#peers) {
      if (places.forgetStation(station)) this.#peers.delete(id);
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
  readonly places: Whereabouts;
  reported: string;
  /** How often it was reported since `at`. */
  reports: number;
  at: number;
}
