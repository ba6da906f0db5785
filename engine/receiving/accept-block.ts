import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LimitFunction } from 'p-limit';
import { type Block, formatBlock } from '../../shared/gtp/reel.ts';
import type { PartialBlock } from '../asking/block-source.ts';
import { BadBlockError, CostlyBlockError } from '../errors/peer-failures.ts';
import { receiveOnTrust, receivePack } from '../quarantine/receive-pack.ts';
import type { ReceivedReel } from '../quarantine/received-reel.ts';
import { nameOfReel } from '../reels/rules/reel-name.ts';
import type { Reach } from './reach.ts';
import type { Supplier } from './suppliers.ts';

export interface Acceptance {
  readonly reach: Reach;
  readonly received: ReceivedReel;
  /** How many are indexed side by side. */
  readonly indexing: LimitFunction;
  /** Whether the block may be passed on to everyone. */
  readonly isOpen: boolean;
  /** Whether somebody else has brought it meanwhile. */
  isFinished(block: Block): boolean;
}

/** A block in the quarantine, named as its pack is there. */
interface Checked {
  readonly checksum: string;
  /** Whether every object's id was recomputed. */
  readonly isChecked: boolean;
}

/**
 * Checks a block that has come in full, moves it into the quarantine, passes it on from here, and
 * writes down who gave it.
 * @returns whether the block is in the quarantine by this
 * @throws BadBlockError if it is this supplier's fault that it is damaged
 */
export async function acceptBlock(
  acceptance: Acceptance,
  supplier: Supplier,
  part: PartialBlock,
  signal: AbortSignal,
): Promise<boolean> {
  const { received, isOpen, isFinished } = acceptance;
  const { block, file } = part;
  let checked: Checked | null;
  try {
    checked = await check(acceptance, supplier, part, signal);
  } catch (error) {
    if (!(error instanceof BadBlockError || error instanceof CostlyBlockError)) throw error;
    // What is damaged must not be gone on with.
    await rm(file, { force: true });
    // Where two peers sent a part each, nobody knows whose is the damaged one.
    if (part.peer !== supplier.id) return false;
    throw error;
  }
  if (checked === null || isFinished(block)) return false;
  if (isOpen && checked.isChecked) await passOn(acceptance, part, checked.checksum);
  await received.addDone({ block, ...checked, peer: supplier.id });
  return true;
}

/** @returns null if there is nothing in it */
async function check(
  { reach, received, indexing }: Acceptance,
  supplier: Supplier,
  { block, file }: PartialBlock,
  signal: AbortSignal,
): Promise<Checked | null> {
  const { quarantine, sources, onTrust } = reach;
  const { objectFormat, haves } = received.definition.reel;
  const isThin = haves.length > 0;
  const isTrusted = sources.isTrusted(supplier.id);
  const pack = { file, sender: supplier.source.line.peer.name, objects: block.to - block.from };
  if (onTrust && !isThin && isTrusted) {
    const index = received.newScratch(`${formatBlock(block)}.${supplier.id}.idx`);
    await supplier.source.index(block, index, signal);
    const checksum = await receiveOnTrust(quarantine, objectFormat, { ...pack, index });
    return { checksum, isChecked: false };
  }
  const checksum = await indexing(() => {
    signal.throwIfAborted();
    return receivePack(quarantine, objectFormat, { ...pack, isThin, isTrusted }, signal);
  });
  return checksum === null ? null : { checksum, isChecked: true };
}

async function passOn(
  { reach: { passedOn, quarantine }, received }: Acceptance,
  part: PartialBlock,
  checksum: string,
): Promise<void> {
  const { reel } = received.definition;
  const base = join(quarantine.packDirectory, `pack-${checksum}`);
  const pack =
    reel.haves.length > 0
      ? { packPath: part.file, indexPath: null, checksum: part.checksum }
      : { packPath: `${base}.pack`, indexPath: `${base}.idx`, checksum };
  await passedOn.add(nameOfReel(reel), reel.objectFormat, part.block, pack);
}
