import type { PeerId } from '../../shared/ids.ts';
import { type ReceivedBlock, ReceivedReel } from '../quarantine/received-reel.ts';
import type { Reach } from './reach.ts';
import { Reception } from './reception.ts';

/**
 * Receives every block of a reel into the quarantine.
 * @param onPlanned called when it is known of which blocks the reel is made
 */
export async function receiveReel(
  reach: Reach,
  received: ReceivedReel,
  onPlanned: () => void = () => {},
): Promise<void> {
  const { wants } = received.definition.reel;
  await new Reception(reach, received, onPlanned).run();
  const isOnTrust = received.done.some(({ isChecked }) => !isChecked);
  await reach.quarantine.finish(wants, isOnTrust);
  await received.arrive();
}

/**
 * Takes what a peer has given of the arrived reels from others instead. What it gave stays, and does
 * no harm beside it: every object is what its id says.
 */
export async function receiveWithout(reach: Reach, suspect: PeerId): Promise<void> {
  const copies = () => reach.copies().filter(({ peer }) => peer.id !== suspect);
  const isTrusted = ({ peer }: ReceivedBlock) => peer !== suspect;
  for (const arrived of await ReceivedReel.arrived(reach.quarantine)) {
    if (arrived.done.every(isTrusted)) continue;
    const received = await ReceivedReel.again(reach.quarantine, arrived, isTrusted);
    await receiveReel({ ...reach, copies, avoid: suspect }, received);
  }
}
