import type { SettingValues } from '../../shared/settings/settings.ts';
import type { Desktop } from '../node/desktop.ts';
import type { NetworkedEngine } from '../node/networked-engine.ts';
import { MeterWatch } from './meter-watch.ts';

interface Parts {
  readonly engine: Pick<NetworkedEngine, 'call'>;
  readonly desktop: Pick<Desktop, 'watchBattery'>;
  readonly values: () => SettingValues;
}

/** Tells the engine how fast bytes may move while this computer runs on its battery, or its network is metered. */
export class SpeedCap implements Disposable {
  readonly #parts: Parts;
  readonly #watching: Disposable;
  readonly #meter = new MeterWatch(() => this.look());
  #onBattery = false;
  #told: number | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#watching = parts.desktop.watchBattery((onBattery) => {
      this.#onBattery = onBattery;
      this.look();
    });
  }

  /** To be called when what is set, or the meter, has changed. */
  look(): void {
    const values = this.#parts.values();
    this.#meter.isOfUse = values.metered === 'system' && values['metered-limit'] !== null;
    const rate = this.#lowest();
    if (rate === this.#told) return;
    this.#told = rate;
    // An engine that is not there is told when it is.
    this.#parts.engine.call('limits.cap', { rate }).catch(() => {});
  }

  /** After wake from sleep the network may be another one. */
  refresh(): void {
    void this.#meter.look();
  }

  /** A new engine knows of none. */
  restarted(): void {
    this.#told = null;
    this.look();
  }

  [Symbol.dispose](): void {
    this.#watching[Symbol.dispose]();
    this.#meter[Symbol.dispose]();
  }

  #lowest(): number | null {
    const values = this.#parts.values();
    const rates = [
      this.#onBattery ? values['battery-limit'] : null,
      this.#isMetered(values.metered) ? values['metered-limit'] : null,
    ].filter((rate) => rate !== null);
    return rates.length === 0 ? null : Math.min(...rates);
  }

  #isMetered(chosen: SettingValues['metered']): boolean {
    return chosen === 'system' ? this.#meter.isMetered : chosen === 'always';
  }
}
