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
  readonly #canAsk: boolean;
  readonly #ask: () => Promise<boolean>;
  #timer: NodeJS.Timeout | null = null;
  #isMetered = false;

  constructor(
    changed: () => void,
    platform: NodeJS.Platform = process.platform,
    ask = asksNetworkManager,
  ) {
    this.#changed = changed;
    this.#canAsk = platform === 'linux';
    this.#ask = ask;
  }

  get isMetered(): boolean {
    return this.#isMetered;
  }

  /** Each question starts a program: none is asked while nothing depends on the answer, as at first. */
  set isOfUse(isOfUse: boolean) {
    if (!this.#canAsk || isOfUse === (this.#timer !== null)) return;
    this[Symbol.dispose]();
    if (!isOfUse) return;
    this.#timer = setInterval(() => void this.look(), LOOK).unref();
    void this.look();
  }

  /** To be called, too, when the network has changed. */
  async look(): Promise<void> {
    if (this.#timer === null) return;
    const isMetered = await this.#ask();
    if (this.#timer === null || isMetered === this.#isMetered) return;
    this.#isMetered = isMetered;
    this.#changed();
  }

  [Symbol.dispose](): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
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
