import type { WholeBlock } from '../../quarantine/received-reel.ts';
import type { HeldFile } from '../../reels/passed-on-reels.ts';
import { nameOfReel } from '../../reels/rules/reel-name.ts';
import type { Checking } from './arrived-block.ts';

/** Passes a checked block on from here, if it may be: what is shared with some is not for everyone. */
export async function passOn(
  { reach, received, isOpen }: Checking,
  { block, checksum }: WholeBlock,
  file: Omit<HeldFile, 'checksum'>,
): Promise<void> {
  if (!isOpen()) return;
  const { reel } = received.definition;
  await reach.passedOn.add(nameOfReel(reel), reel.objectFormat, block, { ...file, checksum });
}
