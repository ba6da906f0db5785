import type { Advertisement, Sighting } from '../../shared/api/engine-contract.ts';
import type { Problem } from '../../shared/api/state.ts';
import type { PeerId } from '../../shared/ids.ts';

/** Makes this peer visible on the local network, and finds the others there. */
export interface Discovery extends AsyncDisposable {
  /** Shows this peer to the others, or changes what they see; nobody sees it leave in between. */
  advertise(advertisement: Advertisement): void;

  /**
   * Starts over on every interface: after wake from sleep, or to hear of every peer again. What is
   * still there is reported as seen once more, what is not is not reported.
   */
  refresh(): void;

  /** Every interface of this computer, and why it is used or not. */
  interfaces(): readonly InterfaceReport[];

  /**
   * Announces this peer on every interface, asks everyone to do the same, and tells after a moment what
   * was heard on each.
   * @param meanwhile what is done after that moment, while it is still listened; it can tell whom that was heard
   * @throws the signal's reason
   */
  listen(signal: AbortSignal, meanwhile?: WhileListening): Promise<readonly InterfaceHearing[]>;

  /** Says goodbye on every interface, then closes. Nothing is reported any more. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface DiscoveryListener {
  /**
   * A peer came, changed, or was heard again (then at most once a second): reason enough to connect
   * where there is no connection. Never this peer itself.
   */
  seen(sighting: Sighting): void;
  /** A peer said goodbye. Anyone may claim that: it is a hint to check the connection. */
  left(peer: PeerId): void;
  /** Interfaces came, went or changed, or the machine woke up: connections may be broken. */
  networkChanged(): void;
  /** What keeps this peer from being found; null once nothing does. */
  problem(problem: Problem | null): void;
}

export interface InterfaceReport {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly use: InterfaceUse;
}

/** @param heard grows as peers are heard */
export type WhileListening = (heard: ReadonlySet<PeerId>) => Promise<void>;

/** What is heard on an interface while somebody listens. */
export interface InterfaceHearing extends InterfaceReport {
  /** Whether this peer's own announcement came back; null where none was sent. */
  readonly heardItself: boolean | null;
  readonly heard: readonly PeerId[];
}

/** The reasons are sentences for the user. */
type InterfaceUse =
  | { readonly state: 'used' }
  | { readonly state: 'skipped'; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string; readonly cause: string | null };
