import type { PeerId } from '../../shared/ids.ts';
import {
  BadBlockError,
  BrokenOffError,
  NotServedError,
  PeerDiskFullError,
  PeerGoneError,
  ProtocolError,
  SilentPeerError,
} from '../errors.ts';

/** How long a silent peer is left alone, in milliseconds. */
const SILENCE_PENALTY = 60_000;
/** The same for one whose disk is full: somebody may be making room. */
const DISK_FULL_PENALTY = 3_000;
/** The same for one that could not give what it offered, for each time that happened. */
const STRIKE_PENALTY = 400;
/** So many times it is tried again. */
const MAX_STRIKES = 5;

/** What follows from a peer's failure. */
export type Verdict =
  /** It may be asked again, now or later. */
  | { readonly kind: 'pardoned' }
  /** Nothing more is taken from it. */
  | { readonly kind: 'dropped'; readonly reason: BadBlockError | ProtocolError }
  /** It is no peer's fault, and no other peer would help. */
  | { readonly kind: 'ours' };

const PARDONED: Verdict = { kind: 'pardoned' };

/** How the peers of one reel behave, and who of them is still asked. */
export class Conduct {
  readonly #dropped = new Set<PeerId>();
  readonly #leftAloneUntil = new Map<PeerId, number>();
  readonly #strikes = new Map<PeerId, number>();

  /** Whether something may be asked of it at this moment. */
  isWelcome(id: PeerId): boolean {
    return !this.#dropped.has(id) && (this.#leftAloneUntil.get(id) ?? 0) < Date.now();
  }

  isDropped(id: PeerId): boolean {
    return this.#dropped.has(id);
  }

  /** Somebody who was there will not help any more. */
  get isAnyoneDropped(): boolean {
    return this.#dropped.size > 0;
  }

  failed({ id, name }: { readonly id: PeerId; readonly name: string }, error: unknown): Verdict {
    if (error instanceof SilentPeerError) return this.#leaveAlone(id, SILENCE_PENALTY);
    if (error instanceof PeerDiskFullError) return this.#leaveAlone(id, DISK_FULL_PENALTY);
    if (error instanceof BadBlockError || error instanceof ProtocolError) {
      return this.#drop(id, error);
    }
    if (mayBeChance(error)) {
      // Who breaks off once may have had a reason; who does it again and again is of no use.
      const strikes = (this.#strikes.get(id) ?? 0) + 1;
      this.#strikes.set(id, strikes);
      if (strikes >= MAX_STRIKES) {
        const sentence = `${name} broke off again and again.`;
        return this.#drop(id, new ProtocolError(sentence, { cause: error }));
      }
      return this.#leaveAlone(id, (strikes - 1) * STRIKE_PENALTY);
    }
    return error instanceof PeerGoneError ? PARDONED : { kind: 'ours' };
  }

  #leaveAlone(id: PeerId, milliseconds: number): Verdict {
    this.#leftAloneUntil.set(id, Date.now() + milliseconds);
    return PARDONED;
  }

  #drop(id: PeerId, reason: BadBlockError | ProtocolError): Verdict {
    this.#dropped.add(id);
    return { kind: 'dropped', reason };
  }
}

/** Failures of a peer that is still there. */
function mayBeChance(error: unknown): boolean {
  return (
    error instanceof BrokenOffError ||
    error instanceof NotServedError ||
    (error instanceof Error && error.name === 'AbortError')
  );
}
