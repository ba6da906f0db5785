import { dbusSend } from '../dbus-send.ts';

/** A network may be told to be metered, or no more, while nothing else changes; in milliseconds. */
const LOOK = 60_000;

/** What NetworkManager says: `NM_METERED_YES`, and `NM_METERED_GUESS_YES`, as for a telephone’s hotspot. */
const METERED = new Set(['1', '3']);

/**
 * Whether the network that leads out counts what is moved, as far as the system tells. On Linux NetworkManager
 * does; Windows and macOS tell it to native programs alone.
 */
export class MeterWatch implements Disposable {
  readonly #changed: () => void;
  readonly #ask: () => Promise<boolean>;
  readonly #timer: NodeJS.Timeout | undefined;
  #isMetered = false;
  #isDisposed = false;

  constructor(
    changed: () => void,
    platform: NodeJS.Platform = process.platform,
    ask = asksNetworkManager,
  ) {
    this.#changed = changed;
    this.#ask = ask;
    if (platform !== 'linux') return;
    this.#timer = setInterval(() => void this.look(), LOOK).unref();
    void this.look();
  }

  get isMetered(): boolean {
    return this.#isMetered;
  }

  /** To be called, too, when the network has changed. */
  async look(): Promise<void> {
    if (this.#timer === undefined) return;
    const isMetered = await this.#ask();
    if (this.#isDisposed || isMetered === this.#isMetered) return;
    this.#isMetered = isMetered;
    this.#changed();
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    clearInterval(this.#timer);
  }
}

/** False where nobody knows. */
async function asksNetworkManager(): Promise<boolean> {
  const answer = await dbusSend([
    '--system',
    '--dest=org.freedesktop.NetworkManager',
    '--print-reply=literal',
    '/org/freedesktop/NetworkManager',
    'org.freedesktop.DBus.Properties.Get',
    'string:org.freedesktop.NetworkManager',
    'string:Metered',
  ]);
  return METERED.has(/uint32 (\d+)/.exec(answer)?.[1] ?? '');
}
