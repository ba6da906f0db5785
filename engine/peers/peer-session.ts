import { asShoalError } from '../../shared/errors.ts';
import type { GtpEvent, TrackersEvent } from '../../shared/gtp/events.ts';
import type { Block } from '../../shared/gtp/reel.ts';
import type { PeerId, ReelName } from '../../shared/ids.ts';
import { ManifestTooLongError } from '../errors/peer-failures.ts';
import type { Body } from '../gtp/body-budget.ts';
import { LinkClosedError } from '../gtp/call.ts';
import type { Link } from '../gtp/link.ts';
import { BackOff } from '../waiting/back-off.ts';
import { pause } from '../waiting/pause.ts';
import { type CheckedManifest, fetchManifest } from './fetch-manifest.ts';
import type { ManifestDesk } from './population/manifest-desk.ts';
import { Pulse } from './pulse.ts';
import { readEvents } from './read-events.ts';

/** How long a peer may take for a sign of life, in milliseconds. */
const PING_TIMEOUT = 5_000;
/** However often a peer's manifest changes, it is fetched once in this many milliseconds. */
const MANIFEST_INTERVAL = 150;
/** How long a peer whose manifest was refused is not asked for the next one, in milliseconds. */
const AFTER_REFUSAL = { first: 1_000, most: 60_000 };

export interface SessionEvents {
  /** @returns the highest number seen before, below which a manifest is refused */
  lastSeq(): number;
  onManifest(checked: CheckedManifest): void;
  /** There is no room any more for what it has stated. */
  onNoRoom(): void;
  /** What its clock says, in milliseconds since the epoch. */
  onClock(date: number): void;
  /** It passes on a manifest of `author`. */
  onRelayed(author: PeerId, seq: number): void;
  /** It has these blocks to pass on. */
  onBlocks(reel: ReelName, blocks: readonly Block[], sendsRuns: boolean): void;
  /** It uses these trackers, and may have heard something new. */
  onTrackers(told: TrackersEvent): void;
  /** Null when what was wrong is right again. */
  onProblem(sentence: string | null): void;
  onRoundTrip(milliseconds: number): void;
}

/** What runs as long as a peer is connected: its manifest, its events, and a pulse. */
export class PeerSession implements Disposable {
  readonly link: Link;
  readonly #desk: ManifestDesk;
  readonly #events: SessionEvents;
  readonly #abort = new AbortController();
  readonly #pulse = new Pulse(performance.now());
  #seq = 0;
  #fetching: Promise<void> | null = null;
  #wantedSeq = 0;
  readonly #afterRefusal = new BackOff(AFTER_REFUSAL);

  /** What its manifest takes. */
  #room: Body | null = null;

  constructor(link: Link, desk: ManifestDesk, events: SessionEvents) {
    this.link = link;
    this.#desk = desk;
    this.#events = events;
    link.onPinged(() => this.#pulse.pinged(performance.now()));
    void this.beat();
    void this.#follow();
  }

  /** Asks for a sign of life if it is time; to be called every few seconds. */
  look(): void {
    if (this.#pulse.isDue(this.link.bytesSent, performance.now())) void this.beat();
  }

  /**
   * Ends a connection on which nothing comes back. On a slow line an answer waits behind megabytes of
   * blocks, so whatever comes is a sign of life.
   */
  async beat(timeout = PING_TIMEOUT): Promise<void> {
    const { bytesReceived, bytesSent } = this.link;
    try {
      this.#events.onRoundTrip(await this.link.ping(timeout));
      this.#pulse.answered(bytesSent, performance.now());
    } catch {
      if (this.link.isClosed || this.link.bytesReceived === bytesReceived)
        this.link[Symbol.dispose]();
    }
  }

  [Symbol.dispose](): void {
    this.#abort.abort();
    this.#room?.[Symbol.dispose]();
  }

  async #follow(): Promise<void> {
    try {
      await readEvents(this.link, (event) => this.#hear(event), this.#abort.signal);
      this.link[Symbol.dispose]();
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
        this.#events.onBlocks(event.reel, event.blocks, event.runs === true);
        break;
      case 'trackers':
        this.#events.onTrackers(event);
        break;
      case 'relayed':
        this.#events.onRelayed(event.peer, event.seq);
    }
  }

  #keepIn(room: Body): void {
    this.#room?.[Symbol.dispose]();
    this.#room = room;
    if (this.#abort.signal.aborted) room[Symbol.dispose]();
    const giveWay = () => {
      if (this.#room === room && !this.#abort.signal.aborted) this.#events.onNoRoom();
    };
    room.signal.addEventListener('abort', giveWay, { once: true });
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
        const checked = await fetchManifest(this.link, choice, this.#desk, this.#abort.signal);
        this.#keepIn(checked.room);
        this.#seq = Math.max(checked.manifest.seq, wanted);
        if (checked.date !== null) this.#events.onClock(checked.date);
        this.#events.onManifest(checked);
        this.#events.onProblem(null);
        this.#afterRefusal.reset();
      } catch (error) {
        if (this.#abort.signal.aborted || error instanceof LinkClosedError) return;
        // Not asked for again until the peer tells of another one; where there was no room, there may be soon.
        if (!(error instanceof ManifestTooLongError)) this.#seq = wanted;
        this.#events.onProblem(asShoalError(error).message);
        await pause(this.#afterRefusal.next(), this.#abort.signal);
      }
      await atTheEarliest;
    }
  }
}
