import type { PeerId } from '../../shared/ids.ts';
import type { Quarantine } from '../quarantine/quarantine.ts';
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
  await uniteArrived(reach.quarantine);
}

/** What came in many packs, none of them thin, becomes one while what follows goes on. */
export async function uniteArrived(quarantine: Quarantine): Promise<void> {
  const reels = await ReceivedReel.arrived(quarantine);
  const whole = reels.filter(({ definition: { reel } }) => reel.haves.length === 0);
  const checksums = new Set(whole.flatMap(({ done }) => done.map(({ checksum }) => checksum)));
  if (checksums.size > 0) quarantine.unite([...checksums]);
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
