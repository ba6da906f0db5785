import type { PeerId } from '../../shared/ids.ts';
import {
  BadBlockError,
  NotServedError,
  PeerDiskFullError,
  PeerGoneError,
  ProtocolError,
  SilentPeerError,
} from '../errors.ts';
import type { Repository } from '../git/open.ts';
import type { HeldReels } from '../reels/held-reels.ts';
import type { Progress } from './progress.ts';
import type { Quarantine } from './quarantine.ts';
import { type ReceivedBlock, ReceivedReel } from './received-reel.ts';
import { Reception } from './reception.ts';
import type { RemoteCopy } from './remote-copy.ts';
import type { Sources } from './sources.ts';

/** What a transfer can draw on while it receives. */
export interface Reach {
  /** What the objects are for. */
  readonly repository: Repository;
  readonly sources: Sources;
  /** The copies of the project that are there at this moment, the one that is meant first. */
  copies(): readonly RemoteCopy[];
  /** Whose word on where to stop on the way is taken; null for anybody's. */
  readonly stepsFrom: PeerId | null;
  readonly quarantine: Quarantine;
  readonly held: HeldReels;
  readonly progress: Progress;
  /** Whether blocks of trusted peers are used before they are checked. */
  readonly onTrust: boolean;
  /** Nothing is taken from this peer. */
  readonly avoid?: PeerId;
  /** How long to wait for somebody to be there, in milliseconds. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

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
  await received.close();
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

/** Whether another peer may do better. */
export function isTheirFault(error: unknown): boolean {
  return (
    error instanceof PeerGoneError ||
    error instanceof SilentPeerError ||
    error instanceof BadBlockError ||
    error instanceof NotServedError ||
    error instanceof PeerDiskFullError ||
    error instanceof ProtocolError
  );
}
