import type { Advertisement } from '../../shared/api/engine-contract.ts';
import type { TxtRecord } from '../../shared/gtp/txt-record.ts';
import type { UsableInterface } from './interface-choice.ts';

/**
 * Discovery on one network interface, as long as it keeps its addresses. A link looks for peers from
 * the moment it is opened.
 */
export interface Link {
  advertise(advertisement: Advertisement): void;
  /** @param goodbye whether the others are told; not when only the link is opened anew */
  close(goodbye: boolean): Promise<void>;
}

export interface LinkListener {
  heard(announcement: Announcement): void;
  /** The peer with this short id said goodbye. */
  gone(shortId: string): void;
  /** The link does not work; it is to be closed. */
  failed(cause: Error): void;
}

/** The listener is never called before this has returned. */
export type OpenLink = (on: UsableInterface, listener: LinkListener) => Link;

/** What a peer says of itself on a link. */
export interface Announcement extends TxtRecord {
  readonly port: number;
  /** As it sent them, IPv6 link-local ones with the zone they were heard in. */
  readonly addresses: readonly string[];
}
