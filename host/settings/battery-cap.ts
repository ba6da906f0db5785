import type { SettingValues } from '../../shared/settings/settings.ts';
import type { Desktop } from '../node/desktop.ts';
import type { NetworkedEngine } from '../node/networked-engine.ts';

interface Parts {
  readonly engine: Pick<NetworkedEngine, 'call'>;
  readonly desktop: Pick<Desktop, 'watchBattery'>;
  readonly values: () => SettingValues;
}

/** Tells the engine how fast bytes may move while this computer runs on its battery. */
export class BatteryCap implements Disposable {
  readonly #parts: Parts;
  readonly #watching: Disposable;
  #onBattery = false;
  #told: number | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#watching = parts.desktop.watchBattery((onBattery) => {
      this.#onBattery = onBattery;
      this.look();
    });
  }

  /** To be called when what is set has changed. */
  look(): void {
    const rate = this.#onBattery ? this.#parts.values()['battery-limit'] : null;
    if (rate === this.#told) return;
    this.#told = rate;
    // An engine that is not there is told when it is.
    this.#parts.engine.call('limits.cap', { rate }).catch(() => {});
  }

  /** A new engine knows of none. */
  restarted(): void {
    this.#told = null;
    this.look();
  }

  [Symbol.dispose](): void {
    this.#watching[Symbol.dispose]();
  }
}
