import { z } from 'zod';
import { type ChainHead, chainHeadSchema } from '../../shared/gtp/push.ts';
import { type PeerId, peerIdSchema, type SwarmId, swarmIdSchema } from '../../shared/ids.ts';
import { passOverDiskFull } from '../errors/interruptions.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';

/** Of so many chains it is remembered how far they were; the one that was not looked at for longest is forgotten. */
const REMEMBERED = 1_000;

const seenSchema = z.object({
  /** The depot that showed it. */
  peer: peerIdSchema,
  project: swarmIdSchema,
  owner: peerIdSchema,
  head: chainHeadSchema,
  /** Milliseconds since the epoch. */
  at: z.int().min(0),
});
export type SeenChain = z.infer<typeof seenSchema>;

/** How far each depot's chains were when they were looked at last: what it shows later has to go on from there. */
export class SeenChains {
  readonly #file: JsonFile<SeenChain[]>;

  private constructor(file: JsonFile<SeenChain[]>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<SeenChains> {
    return new SeenChains(await folder.openList('chains.json', seenSchema));
  }

  find(peer: PeerId, project: SwarmId): SeenChain | null {
    return this.#file.value.find((each) => each.peer === peer && each.project === project) ?? null;
  }

  /** Of all depots. */
  of(project: SwarmId, owner: PeerId): readonly SeenChain[] {
    return this.#file.value.filter((each) => each.project === project && each.owner === owner);
  }

  async saw(
    peer: PeerId,
    { project, owner }: Pick<SeenChain, 'project' | 'owner'>,
    head: ChainHead,
  ): Promise<void> {
    const before = this.find(peer, project);
    if (before?.head.hash === head.hash) return;
    await this.#file
      .update((seen) => [
        ...seen.filter((each) => each !== before).slice(1 - REMEMBERED),
        { peer, project, owner, head, at: Date.now() },
      ])
      .catch(passOverDiskFull);
  }

  async forget(peer: PeerId, project: SwarmId): Promise<void> {
    const before = this.find(peer, project);
    if (before === null) return;
    await this.#file.update((seen) => seen.filter((each) => each !== before));
  }
}
