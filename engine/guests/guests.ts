import { EventEmitter } from 'node:events';
import type { Guests as GuestsState } from '../../shared/api/guests-state.ts';
import { BusyGuestPortError, PastError } from '../errors/guests.ts';
import { passOverDiskFull } from '../errors/interruptions.ts';
import { ownAddresses } from '../peers/dialling/own-addresses.ts';
import { Deadline } from '../waiting/alarm.ts';
import { Facades } from './facades.ts';
import { GuestServer } from './guest-server.ts';
import { baseUrl, GuestService, type GuestServiceParts } from './guest-service.ts';
import type { GuestSettings } from './guest-settings.ts';
import { guestUrl } from './listing-page.ts';

export interface GuestsParts extends Pick<GuestServiceParts, 'repositories' | 'uploads'> {
  readonly settings: GuestSettings;
  /** Where this node listens, for guests too. */
  readonly listenHost: string;
  /** A folder of their own, which need not be there. */
  readonly scratchDirectory: string;
}

export interface GuestChoice {
  /** When it ends by itself, in milliseconds since the epoch; null if it does not. */
  readonly until: number | null;
  /** Left out: that of last time, if it can be had. */
  readonly port?: number;
  /** They go when the room ends. */
  readonly isForRoom?: boolean;
}

/** While it is on, everyone who can reach this computer can clone what everyone may see, with plain git. */
export class Guests implements AsyncDisposable {
  readonly events = new EventEmitter<{ changed: []; cloned: [count: number] }>();
  readonly #parts: GuestsParts;
  readonly #service: GuestService;
  readonly #facades: Facades;
  readonly #end = new Deadline(() => void this.off());
  #server: GuestServer | null = null;
  #clones = 0;
  /** Switching on and off, one after the other. */
  #switching: Promise<void> = Promise.resolve();

  constructor(parts: GuestsParts) {
    this.#parts = parts;
    this.#facades = new Facades(parts.scratchDirectory);
    this.#service = new GuestService({
      ...{ repositories: parts.repositories, uploads: parts.uploads, facades: this.#facades },
      onClone: () => {
        this.#clones += 1;
        this.events.emit('cloned', this.#clones);
        this.events.emit('changed');
      },
    });
    parts.repositories.events.on('changed', () => {
      if (this.#server === null) return;
      this.#service.look();
      this.events.emit('changed');
    });
  }

  /** After a start: only what was to end at a time goes on until then. */
  async restore(): Promise<void> {
    const { isOn, until, isForRoom } = this.#parts.settings.value;
    if (!isOn) return;
    if (until !== null && until > Date.now()) await this.on({ until, isForRoom });
    else await this.off();
  }

  /**
   * In place of what was chosen before.
   * @throws PastError, BusyGuestPortError
   */
  on(choice: GuestChoice): Promise<void> {
    return this.#switch(async () => {
      const { until, port, isForRoom = false } = choice;
      if (until !== null && until <= Date.now()) throw new PastError();
      if (this.#server === null || (port !== undefined && port !== this.#server.port)) {
        const server = await this.#listen(port);
        await this.#server?.[Symbol.asyncDispose]();
        if (this.#server === null) this.#clones = 0;
        this.#server = server;
      }
      this.#end.set(until);
      await this.#remember({ isOn: true, until, port: this.#server.port, isForRoom });
    });
  }

  /** Whoever is cloning is cut off. */
  off(): Promise<void> {
    return this.#switch(async () => {
      this.#end.set(null);
      await this.#server?.[Symbol.asyncDispose]();
      this.#server = null;
      await this.#remember({ isOn: false, until: null, isForRoom: false });
    });
  }

  /** Whether they are in because the room is on, and for no other reason. */
  get isForRoom(): boolean {
    return this.#server !== null && this.#parts.settings.value.isForRoom === true;
  }

  /** The network has changed, and so may have the addresses; or the machine woke up, and it is late. */
  refresh(): void {
    if (this.#server === null) return;
    this.#end.look();
    this.events.emit('changed');
  }

  toState(): GuestsState {
    if (this.#server === null) return { state: 'off' };
    const { port } = this.#server;
    const bases = ownAddresses(this.#parts.listenHost).map((address) => baseUrl(address, port));
    return {
      state: 'on',
      until: this.#parts.settings.value.until,
      bases,
      repositories: this.#service.open.map(({ id, name }) => ({
        id,
        urls: bases.map((base) => guestUrl(base, name)),
      })),
      clones: this.#clones,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end[Symbol.dispose]();
    await this.#switching;
    await this.#server?.[Symbol.asyncDispose]();
    await this.#facades[Symbol.asyncDispose]();
  }

  #switch(work: () => Promise<void>): Promise<void> {
    const switched = this.#switching.then(work).finally(() => this.events.emit('changed'));
    this.#switching = switched.catch(() => {});
    return switched;
  }

  /** @param port the one that has to be; otherwise any, best that of last time */
  async #listen(port: number | undefined): Promise<GuestServer> {
    const open = (port: number) =>
      GuestServer.open({ host: this.#parts.listenHost, port }, (exchange) =>
        this.#service.answer(exchange),
      );
    if (port !== undefined) return open(port);
    const last = this.#parts.settings.value.port ?? 0;
    return open(last).catch((error: unknown) => {
      if (last === 0 || !(error instanceof BusyGuestPortError)) throw error;
      return open(0);
    });
  }

  async #remember(choices: Parameters<GuestSettings['set']>[0]): Promise<void> {
    await this.#parts.settings.set(choices).catch(passOverDiskFull);
  }
}
