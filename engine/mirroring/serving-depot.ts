import { EventEmitter } from 'node:events';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import type { Handlers } from '../../shared/api/contract.ts';
import type { depotCommands } from '../../shared/api/depot-contract.ts';
import type { DepotState } from '../../shared/api/depot-state.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import type { Depot } from '../depot/depot.ts';
import type { Transfers } from '../transfers/transfers.ts';
import { Alarm } from '../waiting/alarm.ts';
import { DepotCommands } from './depot-commands.ts';
import { Mirrors, type MirrorsParts } from './mirrors.ts';
import { toDepotState } from './to-depot-state.ts';
import { Upkeep } from './upkeep.ts';

/** Changes that come close together are offered together, after this many milliseconds. */
const TOGETHER = 100;

export interface ServingDepotParts extends Omit<MirrorsParts, 'letGo'> {
  readonly depot: Depot;
  readonly transfers: Transfers;
}

/** A depot at work: what comes into it, what is done for it, and what is told of it. */
export class ServingDepot implements AsyncDisposable {
  readonly events = new EventEmitter<{
    /** What it keeps, or as of when, has changed. */
    changed: [];
    /** What others are shown may be another one by now; not for every change of many. */
    offersChanged: [];
    /** Somebody's heads are kept for the first time. */
    newPerson: [peer: PeerId];
  }>();
  readonly #parts: ServingDepotParts;
  readonly #stack = new AsyncDisposableStack();
  readonly #mirrors: Mirrors;
  readonly #upkeep: Upkeep;
  readonly #offering: Alarm;

  constructor(parts: ServingDepotParts) {
    const { depot, transfers, logged } = parts;
    this.#parts = parts;
    this.#offering = this.#stack.use(new Alarm(() => this.events.emit('offersChanged')));
    const letGo = async (id: RepositoryId) => {
      await this.#mirrors.forget(id);
      if (depot.find(id) !== null) await depot.remove(id, false);
    };
    this.#mirrors = this.#stack.use(new Mirrors({ ...parts, letGo }));
    const isBusy = () => transfers.isBusy;
    this.#upkeep = this.#stack.use(new Upkeep({ depot, isBusy, letGo, logged }));
    depot.events.on('changed', () => {
      this.events.emit('changed');
      this.#offering.ringIn(TOGETHER);
    });
    this.#mirrors.events.on('brought', (project) => this.#upkeep.changed(project));
    this.#mirrors.events.on('newPerson', (peer) => this.events.emit('newPerson', peer));
  }

  get handlers(): Handlers<typeof depotCommands> {
    const { depot, sources, aliases } = this.#parts;
    const mirrors = this.#mirrors;
    return new DepotCommands({ depot, mirrors, sources, aliases }).handlers;
  }

  /** To be called when a peer has come, left, or shows something else. @param peer everybody if left out */
  look(peer?: PeerId): void {
    this.#mirrors.look(peer);
  }

  /** Something of a repository has gone to somebody. */
  given(repository: RepositoryId | null): void {
    const { depot, logged } = this.#parts;
    if (repository === null) return;
    depot.find(repository)?.isAskedFor(Date.now()).catch(logged);
  }

  /** Something was pushed into a repository. */
  pushed(repository: RepositoryId): void {
    const project = this.#parts.depot.find(repository);
    if (project !== null) this.#upkeep.changed(project);
  }

  toState(): DepotState {
    return toDepotState(this.#parts.depot, this.#parts.patterns);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}
