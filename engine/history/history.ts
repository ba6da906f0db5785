import type { HistoryEntry, History as Told, Traffic } from '../../shared/api/history-state.ts';
import { type PeerId, peerIdSchema, type RepositoryId, type SwarmId } from '../../shared/ids.ts';
import type { Sources } from '../asking/sources.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { Alarm } from '../waiting/alarm.ts';
import type { HistoryLog, Names } from './history-log.ts';
import { projectOf } from './project-of.ts';
import { dayOf } from './roll-up.ts';

/** What has moved is written down so many milliseconds later, all of it together. */
const WRITE_AFTER = 60_000;
/** How soon it is told what moves, in milliseconds. */
const TELL_AFTER = 1_000;

export interface HistoryParts {
  readonly log: HistoryLog;
  readonly repositories: Repositories;
  readonly sources: Sources;
  readonly tell: (traffic: Traffic) => void;
}

type Pair = Pick<HistoryEntry, 'peer' | 'swarm'>;
type Bytes = { received: number; given: number };

/** Counts what moves between this computer and others: added up in memory, and written once in a while. */
export class History implements AsyncDisposable {
  readonly #parts: HistoryParts;
  /** Not written yet, by somebody and a project. */
  readonly #pending = new Map<string, Pair & Bytes>();
  readonly #traffic = new Map<PeerId, Bytes>();
  readonly #writing = new Alarm(() => void this.#write());
  readonly #telling = new Alarm(() => this.#parts.tell(Object.fromEntries(this.#traffic)));

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  /** @param swarm null where that is not known */
  received(peer: PeerId, swarm: SwarmId | null, bytes: number): void {
    this.#count({ peer, swarm: swarm ?? 'others' }, { received: bytes, given: 0 });
  }

  /**
   * @param to a peer, or a guest's address
   * @param repository null for what is passed on
   */
  given(to: string, repository: RepositoryId | null, bytes: number): void {
    const { data: peer } = peerIdSchema.safeParse(to);
    const copy = repository === null ? null : this.#parts.repositories.find(repository);
    const swarm = copy?.reading?.own?.swarm;
    this.#count(
      { peer: peer ?? 'guests', swarm: swarm ?? 'others' },
      { received: 0, given: bytes },
    );
  }

  toHistory(): Told {
    const { moved, names } = this.#moved;
    return this.#parts.log.with(dayOf(Date.now()), moved, names);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#writing.stop();
    this.#telling.stop();
    await this.#write();
  }

  #count(pair: Pair, { received, given }: Bytes): void {
    const key = `${pair.peer} ${pair.swarm}`;
    const entry = this.#pending.get(key) ?? { ...pair, received: 0, given: 0 };
    entry.received += received;
    entry.given += given;
    this.#pending.set(key, entry);
    this.#writing.ringIn(WRITE_AFTER);
    if (pair.peer === 'guests' || pair.peer === 'others') return;
    const traffic = this.#traffic.get(pair.peer) ?? { received: 0, given: 0 };
    traffic.received += received;
    traffic.given += given;
    this.#traffic.set(pair.peer, traffic);
    this.#telling.ringIn(TELL_AFTER);
  }

  /** What is not written yet. */
  get #moved(): { moved: HistoryEntry[]; names: Names } {
    const people: Record<PeerId, string> = {};
    const projects: Record<SwarmId, string> = {};
    const moved = [...this.#pending.values()].map((entry): HistoryEntry => {
      const { peer, swarm, received } = entry;
      if (peer !== 'guests' && peer !== 'others') people[peer] = this.#parts.sources.nameOf(peer);
      const project = swarm === 'others' ? null : projectOf(swarm, this.#parts);
      if (swarm !== 'others' && project !== null) projects[swarm] = project.name;
      return { ...entry, saved: project?.hasOrigin === true ? received : 0 };
    });
    return { moved, names: { people, projects } };
  }

  async #write(): Promise<void> {
    const { moved, names } = this.#moved;
    this.#pending.clear();
    if (moved.length === 0) return;
    // Nobody waits for it, and the store tells what it could not write: it is written with what comes next.
    await this.#parts.log.add(dayOf(Date.now()), moved, names).catch(() => {});
  }
}
