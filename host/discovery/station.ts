import type { Advertisement } from '../../shared/api/engine-contract.ts';
import type { TxtRecord } from '../../shared/gtp/txt-record.ts';
import type { UsableInterface } from './interface-choice.ts';

/**
 * Where this peer is heard, and hears others: one on each network interface, as long as that keeps its
 * addresses. A station looks for peers from the moment it is opened.
 */
export interface Station {
  advertise(advertisement: Advertisement): void;
  /** Announces this peer once more, and asks everyone to do the same. */
  ask(): void;
  /** @param goodbye whether the others are told; not when only the station is opened anew */
  close(goodbye: boolean): Promise<void>;
}

export interface StationListener {
  heard(announcement: Announcement): void;
  /** The peer with this short id said goodbye. */
  gone(shortId: string): void;
  /** The station does not work; it is to be closed. */
  failed(cause: Error): void;
}

/** The listener is never called before this has returned. */
export type OpenStation = (on: UsableInterface, listener: StationListener) => Station;

/** What a peer says of itself at a station. */
export interface Announcement extends TxtRecord {
  /** The address that this came from. */
  readonly sender: string;
  readonly port: number;
  /** As it sent them, IPv6 link-local ones with the zone they were heard in. */
  readonly addresses: readonly string[];
}
