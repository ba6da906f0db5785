import type { PeerId } from '../../../shared/ids.ts';

/** Blocks that are sent at the same time: few, so that each is soon complete and can be passed on. */
const SLOTS = 4;
/** The longest that a slow receiver keeps a slot from others, in milliseconds. */
const LONGEST_HOLD = 10_000;
/** Those who have asked within this time share the slots, in milliseconds. */
const RECENT = 2_000;

/** The right to send a block; disposed of when it is sent. */
export interface UploadSlot extends Disposable {}

/** Shares out the sending of blocks among those who ask. */
export class UploadSlots {
  readonly #held = new Map<PeerId, number>();
  readonly #asked = new Map<PeerId, number>();
  readonly #now: () => number;
  #taken = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @returns null if none is free, or this peer has its share: it may ask again a little later */
  acquire(peer: PeerId): UploadSlot | null {
    const share = Math.max(1, Math.floor(SLOTS / this.#countAsking(peer)));
    const held = this.#held.get(peer) ?? 0;
    if (this.#taken >= SLOTS || held >= share) return null;
    this.#taken += 1;
    this.#held.set(peer, held + 1);
    let isHeld = true;
    const release = () => {
      clearTimeout(timer);
      if (!isHeld) return;
      isHeld = false;
      this.#taken -= 1;
      const left = (this.#held.get(peer) ?? 0) - 1;
      if (left > 0) this.#held.set(peer, left);
      else this.#held.delete(peer);
    };
    const timer = setTimeout(release, LONGEST_HOLD);
    return { [Symbol.dispose]: release };
  }

  /** Whether somebody else wants something at the moment, too. */
  areOthersAsking(peer: PeerId): boolean {
    return this.#countAsking(peer) > 1;
  }

  /** How many peers want something at the moment, this one included. */
  #countAsking(peer: PeerId): number {
    const now = this.#now();
    this.#asked.set(peer, now);
    for (const [other, at] of this.#asked) {
      if (now - at > RECENT && !this.#held.has(other)) this.#asked.delete(other);
    }
    return this.#asked.size;
  }
}
