import type { PeerId, SwarmId } from '../ids.ts';

/** Bytes that moved between this computer and others. */
export interface Moved {
  readonly received: number;
  readonly given: number;
  /** Of those received: how many would have come from the project's origin otherwise. */
  readonly saved: number;
}

/** What moved between one of the others and this computer, for one project. */
export interface HistoryEntry extends Moved {
  /** `guests`: whoever cloned with plain git; `others`: several, of whom little moved. */
  readonly peer: PeerId | 'guests' | 'others';
  /** `others`: several, of which little moved, or blocks that were passed on of whatever project. */
  readonly swarm: SwarmId | 'others';
}

export interface HistoryPeriod {
  /** Of this computer's zone: `2026-11-29` for a day, `2026-11` for a month. */
  readonly start: string;
  /** Whom most moved with first. */
  readonly entries: readonly HistoryEntry[];
}

/** What has moved so far, the newest first; older days are added up to months, and months to one sum. */
export interface History {
  readonly days: readonly HistoryPeriod[];
  readonly months: readonly HistoryPeriod[];
  /** All that was before. */
  readonly before: readonly HistoryEntry[];
  /** How they were called last. */
  readonly people: Readonly<Record<PeerId, string>>;
  readonly projects: Readonly<Record<SwarmId, string>>;
}

/** What has moved with each since Shoal was started, in bytes: who looks twice knows how fast. */
export type Traffic = Readonly<Record<PeerId, Pick<Moved, 'received' | 'given'>>>;
