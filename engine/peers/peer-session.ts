import { asShoalError } from '../../shared/errors.ts';
import type { GtpEvent } from '../../shared/gtp/events.ts';
import type { Block } from '../../shared/gtp/reel.ts';
import type { PeerId, ReelName } from '../../shared/ids.ts';
import type { Link } from '../gtp/link.ts';
import { LinkClosedError } from '../gtp/link.ts';
import { pause } from '../pause.ts';
import { type CheckedManifest, fetchManifest } from './fetch-manifest.ts';
import { readEvents } from './read-events.ts';

/**
 * How long nothing may be heard of a peer before it is asked for a sign of life, in milliseconds: with
 * fifty peers, this is nearly all that an idle engine does. A ping is one to both ends, so it is sent by the
 * one that happens to wait less. A dead host is noticed after at most the longest of these and the timeout.
 */
const SILENCE = { least: 6_000, most: 8_500 };
const PING_TIMEOUT = 5_000;
/** However often a peer's manifest changes, it is fetched once in so many milliseconds. */
const MANIFEST_INTERVAL = 150;

export interface SessionEvents {
  /** @returns the highest number seen before, below which a manifest is refused */
  lastSeq(): number;
  onManifest(checked: CheckedManifest): void;
  /** It passes on a manifest of `author`. */
  onRelayed(author: PeerId, seq: number): void;
  /** It has these blocks to pass on. */
  onBlocks(reel: ReelName, blocks: readonly Block[]): void;
  /** Null when what was wrong is right again. */
  onProblem(sentence: string | null): void;
  onRoundTrip(milliseconds: number): void;
}

/** What runs as long as a peer is connected: its manifest, its events, and a pulse. */
export class PeerSession {
  readonly link: Link;
  readonly #events: SessionEvents;
  readonly #abort = new AbortController();
  #pulse: NodeJS.Timeout | undefined;
  #seq = 0;
  #fetching: Promise<void> | null = null;
  #wantedSeq = 0;

  constructor(link: Link, events: SessionEvents) {
    this.link = link;
    this.#events = events;
    link.onPinged(() => this.#heard());
    void this.beat();
    void this.#follow();
  }

  /**
   * Ends a connection on which nothing comes back. On a slow line an answer waits behind megabytes of
   * blocks, so whatever comes is a sign of life.
   */
  async beat(timeout = PING_TIMEOUT): Promise<void> {
    const before = this.link.bytesReceived;
    try {
      this.#events.onRoundTrip(await this.link.ping(timeout));
    } catch {
      if (this.link.isClosed || this.link.bytesReceived === before) this.link.destroy();
    }
    this.#heard();
  }

  dispose(): void {
    clearTimeout(this.#pulse);
    this.#abort.abort();
  }

  /** The next ping is due when nothing was heard for a while. */
  #heard(): void {
    clearTimeout(this.#pulse);
    if (this.#abort.signal.aborted) return;
    const wait = SILENCE.least + Math.random() * (SILENCE.most - SILENCE.least);
    this.#pulse = setTimeout(() => void this.beat(), wait);
  }

  async #follow(): Promise<void> {
    try {
      await readEvents(this.link, (event) => this.#hear(event), this.#abort.signal);
      this.link.destroy();
    } catch (error) {
      if (this.#abort.signal.aborted || error instanceof LinkClosedError) return;
      this.#events.onProblem(asShoalError(error).message);
    }
  }

  #hear(event: GtpEvent): void {
    switch (event.type) {
      case 'manifest':
        this.#want(event.seq);
        break;
      case 'blocks':
        this.#events.onBlocks(event.reel, event.blocks);
        break;
      case 'relayed':
        this.#events.onRelayed(event.peer, event.seq);
    }
  }

  /** One manifest at a time; the latest number told meanwhile is fetched next. */
  #want(seq: number): void {
    this.#wantedSeq = Math.max(this.#wantedSeq, seq);
    this.#fetching ??= this.#catchUp().finally(() => {
      this.#fetching = null;
    });
  }

  async #catchUp(): Promise<void> {
    while (this.#seq < this.#wantedSeq && !this.#abort.signal.aborted) {
      const wanted = this.#wantedSeq;
      const atTheEarliest = pause(MANIFEST_INTERVAL, this.#abort.signal);
      try {
        const lastSeq = this.#events.lastSeq();
        const choice = { peer: this.link.peer, audience: 'receiver', lastSeq } as const;
        const checked = await fetchManifest(this.link, choice, this.#abort.signal);
        this.#seq = Math.max(checked.manifest.seq, wanted);
        this.#events.onManifest(checked);
        this.#events.onProblem(null);
      } catch (error) {
        if (this.#abort.signal.aborted || error instanceof LinkClosedError) return;
        // Not asked for again until the peer tells of another one.
        this.#seq = wanted;
        this.#events.onProblem(asShoalError(error).message);
      }
      await atTheEarliest;
    }
  }
}
