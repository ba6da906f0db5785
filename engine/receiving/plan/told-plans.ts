import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Block, Reel } from '../../../shared/gtp/reel.ts';
import type { PeerId, ReelName } from '../../../shared/ids.ts';
import type { Repository } from '../../git/open.ts';
import type { Quarantine } from '../../quarantine/quarantine.ts';
import { partition } from '../../reels/listing/partition.ts';
import { nameOfReel } from '../../reels/rules/reel-name.ts';
import { Plan } from './plan.ts';

interface Told {
  readonly reel: Reel;
  /** How many objects each strip holds, as each peer says (`Plan.outline`). */
  readonly outlines: Map<PeerId, string>;
}

/** What peers told of the reels of one transfer: who was right shows only when all objects are here. */
export class ToldPlans {
  readonly #told = new Map<ReelName, Told>();

  note(reel: Reel, peer: PeerId, { outline }: Plan): void {
    if (outline === null) return;
    const name = nameOfReel(reel);
    const told = this.#told.get(name) ?? { reel, outlines: new Map() };
    this.#told.set(name, told);
    told.outlines.set(peer, outline);
  }

  /**
   * Lists the reels of which peers told otherwise than each other, and forgets them. One that is still on its way
   * stays: what it builds on may be set right first.
   * @param everyReel also those of which all told the same
   * @returns those who told what is not so
   */
  async takeWrong(
    repository: Repository,
    quarantine: Quarantine,
    everyReel: boolean,
    signal: AbortSignal,
  ): Promise<PeerId[]> {
    const finished = new Set(quarantine.finished);
    const wrong: PeerId[] = [];
    for (const [name, { reel, outlines }] of [...this.#told]) {
      if (!reel.wants.every((oid) => finished.has(oid))) continue;
      this.#told.delete(name);
      if (!everyReel && new Set(outlines.values()).size < 2) continue;
      const right = await outlineOf(reel, repository, quarantine, signal);
      for (const [peer, outline] of outlines) if (outline !== right) wrong.push(peer);
    }
    return wrong;
  }
}

/** As it is: everything that the reel holds is here. */
async function outlineOf(
  reel: Reel,
  repository: Repository,
  quarantine: Quarantine,
  signal: AbortSignal,
): Promise<string | null> {
  const lists = join(quarantine.scratchDirectory, 'lists');
  await mkdir(lists);
  try {
    const commits: Block[] = [];
    const hear = (blocks: readonly Block[]) => commits.push(...blocks);
    const place = { ...repository, ...quarantine.place };
    const others = await partition(place, reel, lists, hear, signal);
    return Plan.of([...commits, ...others], reel.layout).outline;
  } finally {
    await rm(lists, { recursive: true, force: true });
  }
}
