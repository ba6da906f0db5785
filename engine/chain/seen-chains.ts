import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type ChainHead,
  chainHeadSchema,
  type SignedStatement,
  signedStatementSchema,
} from '../../shared/gtp/push.ts';
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
  /** Null where the user has taken it that there is none any more. */
  head: chainHeadSchema.nullable(),
  /** Milliseconds since the epoch. */
  at: z.int().min(0),
  /** The depot's word for how far it was, when it gave one last. */
  statement: signedStatementSchema.optional(),
  /** The depot shows it to everyone. */
  isOpen: z.boolean().optional(),
  /** What it told somebody else that does not fit, and whom. */
  found: z.object({ from: peerIdSchema, signed: signedStatementSchema }).optional(),
  /** The user has taken its story as it was then, in seconds since the epoch: what it said until then counts no more. */
  settled: z.int().min(0).optional(),
});
export type SeenChain = z.infer<typeof seenSchema>;
type Chain = Pick<SeenChain, 'project' | 'owner'>;
type Said = Pick<SeenChain, 'statement' | 'isOpen' | 'found' | 'settled'>;

/** How far each depot's chains were when they were looked at last: what it shows later has to go on from there. */
export class SeenChains {
  /** There is something else to tell others. */
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #file: JsonFile<SeenChain[]>;
  #byProject: ReadonlyMap<SwarmId, readonly SeenChain[]> | null = null;

  private constructor(file: JsonFile<SeenChain[]>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<SeenChains> {
    return new SeenChains(await folder.openList('chains.json', seenSchema));
  }

  find(peer: PeerId, { project, owner }: Chain): SeenChain | null {
    return this.ofDepot(peer, project).find((each) => each.owner === owner) ?? null;
  }

  /** A depot may keep a project for several people, each with a chain. */
  ofDepot(peer: PeerId, project: SwarmId): readonly SeenChain[] {
    return this.#of(project).filter((each) => each.peer === peer);
  }

  /** Of all depots. */
  of(project: SwarmId, owner: PeerId): readonly SeenChain[] {
    return this.#of(project).filter((each) => each.owner === owner);
  }

  /**
   * What depots have stated of a project, the latest first, to be shown beside a copy of it. What a depot does not show to everyone
   * is not told of beside a copy that is open to everyone.
   */
  statements(projects: readonly SwarmId[], isOpen: boolean): SignedStatement[] {
    return projects
      .flatMap((project) => this.#of(project))
      .filter((each) => each.isOpen === true || !isOpen)
      .sort((one, other) => other.at - one.at)
      .flatMap(({ statement, found }) => [statement ?? [], found?.signed ?? []].flat())
      .slice(0, LIMITS.statementsPerRepository);
  }

  /** @param said what is not named stays as it was */
  async saw(
    peer: PeerId,
    { project, owner }: Chain,
    head: ChainHead | null,
    said: Said = {},
  ): Promise<void> {
    const before = this.find(peer, { project, owner });
    const { statement, isOpen, found, settled }: Said = { ...before, ...said };
    const told = { statement, isOpen, found, settled };
    const isSameHead = before !== null && before.head?.hash === head?.hash;
    if (isSameHead && isSame(before, told)) return;
    await this.#change(before, { peer, project, owner, head, at: Date.now(), ...told });
  }

  async #change(before: SeenChain | null, now: SeenChain): Promise<void> {
    const changing = this.#file.update((seen) => [
      ...seen.filter((each) => each !== before).slice(1 - REMEMBERED),
      now,
    ]);
    this.#byProject = null;
    this.events.emit('changed');
    await changing.catch(passOverDiskFull);
  }

  #of(project: SwarmId): readonly SeenChain[] {
    this.#byProject ??= byProject(this.#file.value);
    return this.#byProject.get(project) ?? [];
  }
}

function byProject(seen: readonly SeenChain[]): Map<SwarmId, SeenChain[]> {
  const found = new Map<SwarmId, SeenChain[]>();
  for (const each of seen) {
    const others = found.get(each.project);
    if (others === undefined) found.set(each.project, [each]);
    else others.push(each);
  }
  return found;
}

function isSame(one: Said, other: Said): boolean {
  return (
    one.statement?.signature === other.statement?.signature &&
    one.isOpen === other.isOpen &&
    one.found?.signed.signature === other.found?.signed.signature &&
    one.settled === other.settled
  );
}
