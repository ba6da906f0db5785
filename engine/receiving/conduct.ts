import { assertNever } from '../../shared/errors.ts';
import type { PeerId } from '../../shared/ids.ts';
import { PeerFailure, ProtocolError, UnusableCopyError } from '../errors/peer-failures.ts';

/** How long a silent peer is left alone, in milliseconds. */
const SILENCE_PENALTY = 60_000;
/** The same for one that cannot give now: where a disk is full, somebody may be making room. */
const BUSY_PENALTY = 3_000;
/** The same for one that could not give what it offered, for each time that happened. */
const STRIKE_PENALTY = 400;
/** At this strike the peer is dropped. */
const MAX_STRIKES = 5;

/** What follows from a peer's failure. */
export type Verdict =
  /** It may be asked again, now or later. */
  | { readonly kind: 'pardoned' }
  /** Nothing more is taken from it. */
  | { readonly kind: 'dropped'; readonly reason: PeerFailure }
  /** It is no peer's fault, and no other peer would help. */
  | { readonly kind: 'ours' };

const PARDONED: Verdict = { kind: 'pardoned' };
const OURS: Verdict = { kind: 'ours' };

/** How the peers of one reel behave, and who of them is still asked. */
export class Conduct {
  readonly #dropped = new Set<PeerId>();
  readonly #leftAloneUntil = new Map<PeerId, number>();
  readonly #strikes = new Map<PeerId, number>();
  readonly #now: () => number;

  /** @param now in milliseconds, of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether something may be asked of it at this moment. */
  isWelcome(id: PeerId): boolean {
    return !this.#dropped.has(id) && (this.#leftAloneUntil.get(id) ?? -1) < this.#now();
  }

  isDropped(id: PeerId): boolean {
    return this.#dropped.has(id);
  }

  /** Somebody who was there will not help any more. */
  get isAnyoneDropped(): boolean {
    return this.#dropped.size > 0;
  }

  /** @param error what came of asking this peer */
  failed({ id, name }: { readonly id: PeerId; readonly name: string }, error: unknown): Verdict {
    if (!(error instanceof PeerFailure)) return OURS;
    switch (error.fault) {
      case 'gone':
        return PARDONED;
      case 'silent':
        return this.#leaveAlone(id, SILENCE_PENALTY);
      case 'busy':
        return this.#leaveAlone(id, BUSY_PENALTY);
      case 'lied':
        return this.#drop(id, error);
      case 'chance':
        return this.#strike(id, name, error);
      default:
        return assertNever(error.fault);
    }
  }

  /** Who breaks off once may have had a reason; who does it again and again is of no use. */
  #strike(id: PeerId, name: string, cause: PeerFailure): Verdict {
    const strikes = (this.#strikes.get(id) ?? 0) + 1;
    this.#strikes.set(id, strikes);
    if (strikes < MAX_STRIKES) return this.#leaveAlone(id, (strikes - 1) * STRIKE_PENALTY);
    // Why it cannot give says more than that it did not.
    if (cause instanceof UnusableCopyError) return this.#drop(id, cause);
    return this.#drop(id, new ProtocolError(`${name} broke off again and again.`, { cause }));
  }

  #leaveAlone(id: PeerId, milliseconds: number): Verdict {
    this.#leftAloneUntil.set(id, this.#now() + milliseconds);
    return PARDONED;
  }

  #drop(id: PeerId, reason: PeerFailure): Verdict {
    this.#dropped.add(id);
    return { kind: 'dropped', reason };
  }
}
