import type { Discovery, DiscoveryListener } from '../discovery/discovery.ts';
import type { NetworkedEngine } from './networked-engine.ts';

/** Starts to look around on these interfaces; on every suitable one if none is named. */
export type DiscoverOn = (listener: DiscoveryListener, interfaces: readonly string[]) => Discovery;

/** Looks for teammates on the interfaces of the moment; ended with the engine. */
export class LookingAround {
  readonly #engine: NetworkedEngine;
  readonly #discover: DiscoverOn;
  #discovery: AsyncDisposable | null = null;
  #on = '';
  /** One change after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(engine: NetworkedEngine, discover: DiscoverOn) {
    this.#engine = engine;
    this.#discover = discover;
  }

  /** From now on, on these; the goodbye on others is said first. */
  on(interfaces: readonly string[]): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const wanted = interfaces.join();
      if (this.#discovery !== null && wanted === this.#on) return;
      await this.#discovery?.[Symbol.asyncDispose]();
      this.#on = wanted;
      this.#discovery = this.#engine.discover('network', (listener) =>
        this.#discover(listener, interfaces),
      );
    });
    return this.#turn;
  }
}
