import { createHash } from 'node:crypto';

/** Those who ask a tracker for everyone on a network: more than one, as any of them may leave or say nothing. */
const ASKERS = 2;
/** How long each of the others has its turn, in milliseconds, and from when until when in it it asks the tracker. */
const TURN = { lasts: 5 * 60_000, ripe: 2 * 60_000, over: 4 * 60_000 };

/**
 * Who asks for all: those with the lowest ids. Whoever sees the same peers chooses alike.
 * @param others the peers nearby that use the same tracker
 */
export function electAskers<Id extends string>(self: Id, others: readonly Id[]): readonly Id[] {
  return [...new Set([self, ...others])].sort().slice(0, ASKERS);
}

export interface Turn<Id> {
  /** Who has it; null if there is nobody besides those who always ask. */
  readonly whose: Id | null;
  /** Counts turns since 1970. */
  readonly number: number;
  /** Everybody has handed over to who has it what is to be told and asked for. */
  readonly isRipe: boolean;
  /** What is begun now might not be done when the next one begins. */
  readonly isOver: boolean;
}

/**
 * One of the others asks, too, each in turn: those who always ask could say nothing of what they hear. Nobody chooses
 * when it is, and nobody's coming or leaving changes whose turn it is but its own.
 * @param time in milliseconds since the epoch
 */
export function turnAt<Id extends string>(self: Id, others: readonly Id[], time: number): Turn<Id> {
  const number = Math.floor(time / TURN.lasts);
  const always = electAskers(self, others);
  let whose: Id | null = null;
  let lowest: string | null = null;
  for (const id of [self, ...others]) {
    if (always.includes(id)) continue;
    const lot = createHash('sha256').update(`gtp2-turn ${number} ${id}`).digest('hex');
    if (lowest !== null && lot >= lowest) continue;
    lowest = lot;
    whose = id;
  }
  const since = time - number * TURN.lasts;
  return { whose, number, isRipe: since >= TURN.ripe, isOver: since >= TURN.over };
}
