import type { TransferProgress } from '../api/state.ts';

/** All that is here: what came in this attempt, and what an earlier one had brought. */
export function bytesHere({ bytes, keptBytes }: TransferProgress): number {
  return bytes + keptBytes;
}

/** 0…100, whole; null while nothing tells how much there is. Never 100 before the last block. */
export function percent(progress: TransferProgress): number | null {
  const { estimatedBytes, blocks, blocksDone } = progress;
  if (blocks > 0 && blocksDone === blocks) return 100;
  if (estimatedBytes > 0) {
    return Math.min(99, Math.floor((bytesHere(progress) / estimatedBytes) * 100));
  }
  if (blocks > 0) return Math.floor((blocksDone / blocks) * 100);
  return null;
}
