import { receiveBatch } from '../../quarantine/receive-batch.ts';
import type { ReceivedBlock } from '../../quarantine/received-reel.ts';
import { type ArrivedBlock, type Checking, packOf } from './arrived-block.ts';
import { passOn } from './pass-on.ts';

/**
 * Checks several blocks at once, moves them into the quarantine as one pack, and passes them on from here.
 * @returns null if something is wrong with one of them
 */
export async function checkTogether(
  checking: Checking,
  arrived: readonly ArrivedBlock[],
  signal: AbortSignal,
): Promise<ReceivedBlock[] | null> {
  const { reach, received } = checking;
  const { objectFormat } = received.definition.reel;
  const packs = arrived.map((each) => packOf(checking, each));
  const batch = await receiveBatch(reach.quarantine, objectFormat, packs, signal);
  if (batch === null) return null;
  const done: ReceivedBlock[] = [];
  for (const [number, { whole, supplier }] of arrived.entries()) {
    const { block, checksum, file, peer } = whole;
    if (checking.isOpen()) {
      const indexPath = `${file}.idx`;
      await batch.indexOf(number, checksum, indexPath);
      await passOn(checking, whole, { packPath: file, indexPath });
    }
    done.push({ block, checksum: batch.checksum, peer: supplier?.id ?? peer, isChecked: true });
  }
  return done;
}
