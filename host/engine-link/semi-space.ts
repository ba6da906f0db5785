/**
 * Half of where new objects live, in MB. Blocks that pass through are garbage at once: with more room, a
 * collection comes later, and a busy engine holds a third more memory for nothing.
 */
export const SEMI_SPACE_MB = 4;
