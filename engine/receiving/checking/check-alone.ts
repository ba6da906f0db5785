import { join } from 'node:path';
import { BadBlockError, CostlyBlockError } from '../../errors/peer-failures.ts';
import { receiveOnTrust, receivePack } from '../../quarantine/receive-pack.ts';
import type { ReceivedBlock } from '../../quarantine/received-reel.ts';
import {
  type ArrivedBlock,
  type Checking,
  isTakenOnTrust,
  isThin,
  packOf,
} from './arrived-block.ts';
import { passOn } from './pass-on.ts';

/**
 * Checks one block, moves it into the quarantine, and passes it on from here.
 * @returns null if it is of no use, and nobody knows whose fault that is
 * @throws BadBlockError, CostlyBlockError: it is damaged, and that is its sender's fault
 */
export async function checkAlone(
  checking: Checking,
  arrived: ArrivedBlock,
  signal: AbortSignal,
): Promise<ReceivedBlock | null> {
  const { whole, supplier } = arrived;
  const { block } = whole;
  const isChecked = !isTakenOnTrust(checking, arrived);
  const peer = supplier?.id ?? whole.peer;
  try {
    const checksum = isChecked
      ? await index(checking, arrived, signal)
      : await takeOnTrust(checking, arrived);
    return checksum === null ? null : { block, checksum, peer, isChecked };
  } catch (error) {
    if (!(error instanceof BadBlockError || error instanceof CostlyBlockError)) throw error;
    // Where two peers sent a part each, or an earlier attempt brought it, nobody knows whose is the damaged one.
    if (whole.peer !== supplier?.id) return null;
    throw error;
  }
}

function takeOnTrust(checking: Checking, arrived: ArrivedBlock): Promise<string> {
  const { reach, received } = checking;
  const { objectFormat } = received.definition.reel;
  const pack = { ...packOf(checking, arrived), index: arrived.whole.index ?? '' };
  return receiveOnTrust(reach.quarantine, objectFormat, pack);
}

/** @returns null if there is nothing in it */
async function index(
  checking: Checking,
  arrived: ArrivedBlock,
  signal: AbortSignal,
): Promise<string | null> {
  const { quarantine } = checking.reach;
  const { objectFormat } = checking.received.definition.reel;
  const pack = { ...packOf(checking, arrived), isThin: isThin(checking) };
  const checksum = await receivePack(quarantine, objectFormat, pack, signal);
  if (checksum === null) return null;
  const { file } = arrived.whole;
  const here = join(quarantine.packDirectory, `pack-${checksum}`);
  await passOn(checking, arrived.whole, {
    // As it came: in the quarantine, the bases of a thin one are added to it.
    packPath: pack.isThin ? file : `${here}.pack`,
    indexPath: pack.isThin ? null : `${here}.idx`,
  });
  return checksum;
}
