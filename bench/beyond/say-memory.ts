import { createInterface } from 'node:readline';

/** Says what this program holds in memory, in bytes, whenever it is asked. */
export function sayMemory(): void {
  createInterface({ input: process.stdin }).on('line', () => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    process.stdout.write(`${heapUsed + external}\n`);
  });
}
