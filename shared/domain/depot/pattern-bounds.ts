/** Longer patterns of what a depot keeps are not taken. */
export const LONGEST_PATTERN = 255;
