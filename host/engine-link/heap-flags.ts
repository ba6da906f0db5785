/**
 * Half of where new objects live, in MB. Blocks that pass through are garbage at once: with more room, a
 * collection comes later, and a busy engine holds a third more memory for nothing.
 */
export const SEMI_SPACE_MB = 4;

/**
 * By how much objects that live longer may grow until they are gone through again, in percent, as V8 reads it: at any time
 * and for all threads of a process. V8 lets a small heap grow to four times its size on a large machine: an engine that
 * hears of 500 people held 60 MB more for nothing.
 */
export const HEAP_GROWTH = '--heap-growing-percent=50';
