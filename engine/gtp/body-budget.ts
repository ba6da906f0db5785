import type { Meter } from './collect.ts';

/** What bodies that are on their way may take in memory, in bytes. */
export interface BodyBounds {
  readonly all: number;
  /** Of this, those whom nobody trusts. */
  readonly strangers: number;
  readonly perPeer: number;
}

/** There is no room for this body: it, or its peer's others, take more than all others do. */
export class NoRoomError extends Error {
  constructor() {
    super('too much is on its way');
  }
}

/** One body on its way: what it takes is given back by disposing of it. */
export interface Body extends Meter, Disposable {
  /** Aborts with a NoRoomError when the body has to give way. */
  readonly signal: AbortSignal;
  /** It has come in full, and takes so much from now on. */
  settle(bytes: number): void;
}

interface Account<K> {
  readonly peer: K;
  /** The address that it comes from: whoever makes up keys by the hundred has few of those. */
  readonly host: string;
  readonly isStrangers: boolean;
  readonly abort: AbortController;
  bytes: number;
  isSettled: boolean;
}

/** What is here counts for less than what is still coming: nobody pushes out another one of the same size. */
function weightOf({ bytes, isSettled }: Pick<Account<string>, 'bytes' | 'isSettled'>): number {
  return isSettled ? bytes / 2 : bytes;
}

/**
 * Bounds what bodies on their way take in memory. Where there is no room left, the largest body of the peer
 * that takes most gives way, of those at the address that takes most: who sends little is never kept out by
 * those who send much, be it under many keys.
 */
export class BodyBudget<K extends string> {
  readonly #bounds: BodyBounds;
  readonly #isStranger: (peer: K) => boolean;
  readonly #accounts = new Set<Account<K>>();

  constructor(bounds: BodyBounds, isStranger: (peer: K) => boolean) {
    this.#bounds = bounds;
    this.#isStranger = isStranger;
  }

  /** @param host the IP address of the peer's connection; where it is not told, each peer counts for itself */
  open(peer: K, host: string | null = null): Body {
    const abort = new AbortController();
    const account = {
      peer,
      host: host ?? peer,
      isStrangers: this.#isStranger(peer),
      abort,
      bytes: 0,
      isSettled: false,
    };
    this.#accounts.add(account);
    return {
      signal: abort.signal,
      grow: (bytes) => this.#grow(account, bytes),
      settle: (bytes) => {
        account.bytes = bytes;
        account.isSettled = true;
      },
      [Symbol.dispose]: () => void this.#accounts.delete(account),
    };
  }

  /** @throws NoRoomError */
  #grow(account: Account<K>, bytes: number): void {
    account.abort.signal.throwIfAborted();
    account.bytes += bytes;
    const { all, strangers, perPeer } = this.#bounds;
    if (this.#sum(({ peer }) => peer === account.peer) > perPeer) this.#giveWay(account);
    while (this.#sum(({ isStrangers }) => isStrangers) > strangers) {
      this.#giveWay(this.#largest(({ isStrangers }) => isStrangers));
    }
    while (this.#sum(() => true) > all) this.#giveWay(this.#largest(() => true));
    account.abort.signal.throwIfAborted();
  }

  #giveWay(account: Account<K>): void {
    this.#accounts.delete(account);
    account.abort.abort(new NoRoomError());
  }

  /** What is coming from a peer takes the place of what is here of it: only the larger of both counts. */
  #sum(counts: (account: Account<K>) => boolean): number {
    const byPeer = new Map<K, { here: number; coming: number }>();
    for (const account of this.#accounts) {
      if (!counts(account)) continue;
      const sums = byPeer.get(account.peer) ?? { here: 0, coming: 0 };
      sums[account.isSettled ? 'here' : 'coming'] += account.bytes;
      byPeer.set(account.peer, sums);
    }
    return [...byPeer.values()].reduce((sum, { here, coming }) => sum + Math.max(here, coming), 0);
  }

  /** Of the peer that takes most, at the address that does; there is one, as something takes too much. */
  #largest(counts: (account: Account<K>) => boolean): Account<K> {
    const counted = [...this.#accounts].filter(counts);
    const byHost = weights(counted, ({ host }) => host);
    const byPeer = weights(counted, ({ peer }) => peer);
    return counted.reduce((largest, each) => {
      const difference =
        byHost(each) - byHost(largest) ||
        byPeer(each) - byPeer(largest) ||
        weightOf(each) - weightOf(largest);
      return difference > 0 ? each : largest;
    });
  }
}

/** What an account takes together with those that have the same key. */
function weights<K, P>(accounts: readonly Account<P>[], keyOf: (account: Account<P>) => K) {
  const sums = new Map<K, number>();
  for (const each of accounts) sums.set(keyOf(each), (sums.get(keyOf(each)) ?? 0) + weightOf(each));
  return (account: Account<P>): number => sums.get(keyOf(account)) ?? 0;
}
