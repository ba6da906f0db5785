import { LRUCache } from 'lru-cache';

/** A whole room may come at once, also by way of a router that passes mDNS on; then a few in a second. */
const NEW_AT_ONCE = 128;
const NEW_PER_SECOND = 4;
/** Senders that are remembered. */
const MAX_SENDERS = 1_024;

/** How many peers that were not known yet one sender may tell of: made-up ones cost it nothing. */
export class Newcomers {
  /** What a sender may still tell of, and when that was counted, in milliseconds. */
  readonly #left = new LRUCache<string, { readonly count: number; readonly at: number }>({
    max: MAX_SENDERS,
  });

  /** @returns whether one more may come from this sender */
  admits(sender: string, now: number): boolean {
    const before = this.#left.get(sender) ?? { count: NEW_AT_ONCE, at: now };
    const gained = ((now - before.at) / 1_000) * NEW_PER_SECOND;
    const count = Math.min(NEW_AT_ONCE, before.count + gained);
    const isAdmitted = count >= 1;
    this.#left.set(sender, { count: isAdmitted ? count - 1 : count, at: now });
    return isAdmitted;
  }
}
