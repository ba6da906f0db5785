/** After so many days a project that nobody shares any more, and nobody has asked for, is let go of. */
export const UNWANTED_AFTER_DAYS = 90;

const DAY = 24 * 60 * 60_000;

interface Kept {
  /** Somebody asked for it by its name: it goes when somebody says so. */
  readonly isAdded: boolean;
  /** When somebody shared it last, and when anybody took anything of it, in milliseconds since the epoch. */
  readonly seenAt: number;
  readonly askedAt: number;
}

/** Whether nobody wants a project of a depot. */
export function isUnwanted({ isAdded, seenAt, askedAt }: Kept, now: number): boolean {
  return !isAdded && now - Math.max(seenAt, askedAt) > UNWANTED_AFTER_DAYS * DAY;
}
