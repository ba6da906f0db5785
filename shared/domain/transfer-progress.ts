import type { TransferProgress } from '../api/state.ts';

/** 0…100, whole; null while nothing tells how much there is. Never 100 before the last block. */
export function percent(progress: TransferProgress): number | null {
  const { bytes, estimatedBytes, blocks, blocksDone } = progress;
  if (blocks > 0 && blocksDone === blocks) return 100;
  if (estimatedBytes > 0) return Math.min(99, Math.floor((bytes / estimatedBytes) * 100));
  if (blocks > 0) return Math.floor((blocksDone / blocks) * 100);
  return null;
}
