import type { ReceivedPack } from '../../quarantine/receive-pack.ts';
import type { ReceivedReel, WholeBlock } from '../../quarantine/received-reel.ts';
import type { Reach } from '../reach.ts';
import type { Supplier } from '../suppliers.ts';

/** A block that is here in full, and still to be checked. */
export interface ArrivedBlock {
  readonly whole: WholeBlock;
  /** Who sent the last of it; null if that was in an earlier attempt. */
  readonly supplier: Supplier | null;
}

/** What blocks are checked for, and with. */
export interface Checking {
  readonly reach: Reach;
  readonly received: ReceivedReel;
  /** Whether what is in the reel may be passed on to everyone. */
  isOpen(): boolean;
}

/** Whether its deltas may build on what is here already. */
export function isThin({ received }: Checking): boolean {
  return received.definition.reel.haves.length > 0;
}

/** Whether its sender's index is used as it is, and everything is checked later. */
export function isTakenOnTrust(checking: Checking, { whole }: ArrivedBlock): boolean {
  const { onTrust, sources } = checking.reach;
  return onTrust && !isThin(checking) && whole.index !== null && sources.isTrusted(whole.peer);
}

export function packOf({ reach }: Checking, { whole, supplier }: ArrivedBlock): ReceivedPack {
  const { from, to } = whole.block;
  return {
    file: whole.file,
    sender: supplier?.source.line.peer.name ?? '',
    isTrusted: reach.sources.isTrusted(supplier?.id ?? whole.peer),
    objects: to - from,
  };
}
