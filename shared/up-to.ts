/**
 * For an LRUCache that holds so many at the most, and takes memory for what it holds: with `max` it takes it for
 * all of them at once.
 */
export const upTo = (most: number) => ({ maxSize: most, sizeCalculation: () => 1 });
