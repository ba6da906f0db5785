import { EventEmitter } from 'node:events';
import type { Handlers } from '../../shared/api/contract.ts';
import type { roomCommands } from '../../shared/api/room-contract.ts';
import type { Room } from '../../shared/api/room-state.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { PastError } from '../errors/guests.ts';
import { passOverDiskFull } from '../errors/interruptions.ts';
import { NothingToOpenError } from '../errors/room.ts';
import type { Guests } from '../guests/guests.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { openingOf } from '../repositories/repository-records.ts';

/** While it is on, how often it is looked whether it has to end, in milliseconds: a timer knows nothing of a clock that is set. */
const LOOK = 1_000;

export interface OpenRoomParts {
  readonly repositories: Repositories;
  readonly guests: Guests;
}

type Choice = Parameters<Handlers<typeof roomCommands>['room.on']>[0];

/**
 * Repositories of mine that are open to everyone for a while. That stands beside each one's own choice in its record
 * (`Opening`), so there is nothing to put back, whatever dies when; here is only when it begins and ends.
 */
export class OpenRoom implements AsyncDisposable {
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #parts: OpenRoomParts;
  /** Of `performance.now`: how long it lasts at most, wherever the wall clock goes. */
  #deadline = Number.POSITIVE_INFINITY;
  #looking: NodeJS.Timeout | undefined;
  /** Switching on and off, one after the other. */
  #switching: Promise<void> = Promise.resolve();

  constructor(parts: OpenRoomParts) {
    this.#parts = parts;
    parts.repositories.events.on('changed', () => this.events.emit('changed'));
  }

  /** After a start: what was open goes on until its time. */
  restore(): void {
    const { until } = this.#opening ?? {};
    if (until !== undefined) this.#watch(until);
    // What ended while nobody looked is put out of the records.
    else void this.#end();
  }

  /** @throws PastError, NothingToOpenError, UnknownRepositoryError, BusyGuestPortError */
  on(choice: Choice): Promise<void> {
    return this.#switch(async () => {
      const { until } = choice;
      if (until !== null && until <= Date.now()) throw new PastError();
      const chosen = this.#choose(choice.repositories);
      if (choice.guests) await this.#letGuestsIn(until);
      else await this.#putGuestsOut();
      const opening = { since: Date.now(), until };
      this.#watch(until);
      await this.#parts.repositories.openForAWhile(chosen, opening).catch(passOverDiskFull);
    });
  }

  off(): Promise<void> {
    return this.#switch(() => this.#end());
  }

  toState(): Room {
    const opening = this.#opening;
    if (opening === null) return { state: 'off' };
    return {
      state: 'on',
      until: opening.until,
      repositories: this.#open.map(({ record }) => record.id),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#looking);
    await this.#switching;
  }

  get #open(): LocalCopy[] {
    return this.#parts.repositories.all.filter(({ record }) => openingOf(record) !== null);
  }

  /** All that are open are so from one moment on, and until one. */
  get #opening() {
    const [first] = this.#open;
    return first === undefined ? null : openingOf(first.record);
  }

  #choose(wanted: readonly RepositoryId[] | undefined): Set<RepositoryId> {
    const { repositories } = this.#parts;
    if (wanted !== undefined) return new Set(wanted.map((id) => repositories.get(id).record.id));
    const own = repositories.all.filter(({ keeper }) => keeper === null);
    const shared = own.filter(({ record }) => record.visibility.to !== 'nobody');
    if (shared.length === 0) throw new NothingToOpenError();
    return new Set(shared.map(({ record }) => record.id));
  }

  /** Whom the user has let in otherwise stays in as long as was said then. */
  async #letGuestsIn(until: number | null): Promise<void> {
    const { guests } = this.#parts;
    if (guests.toState().state === 'off' || guests.isForRoom) {
      await guests.on({ until, isForRoom: true });
    }
  }

  async #putGuestsOut(): Promise<void> {
    if (this.#parts.guests.isForRoom) await this.#parts.guests.off();
  }

  async #end(): Promise<void> {
    clearInterval(this.#looking);
    this.#deadline = Number.POSITIVE_INFINITY;
    const { repositories } = this.#parts;
    if (repositories.all.some(({ record }) => record.opening !== undefined)) {
      await repositories.closeAll().catch(passOverDiskFull);
    }
    await this.#putGuestsOut();
  }

  #watch(until: number | null): void {
    clearInterval(this.#looking);
    this.#deadline =
      until === null ? Number.POSITIVE_INFINITY : performance.now() + until - Date.now();
    this.#looking = setInterval(() => this.#look(), LOOK).unref();
  }

  /** Ends it in time, or when the user has taken the last one out of it. */
  #look(): void {
    if (!this.#isOver) return;
    // What was turned on again meanwhile stays.
    void this.#switch(async () => {
      if (this.#isOver) await this.#end();
    });
  }

  get #isOver(): boolean {
    return performance.now() >= this.#deadline || this.#opening === null;
  }

  #switch(work: () => Promise<void>): Promise<void> {
    const switched = this.#switching.then(work).finally(() => this.events.emit('changed'));
    this.#switching = switched.catch(() => {});
    return switched;
  }
}
