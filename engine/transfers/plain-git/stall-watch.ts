import { ShoalError } from '../../../shared/errors.ts';
import type { Progress } from '../../receiving/progress.ts';

/** Within this, somebody has to say what comes, in milliseconds. */
const FIRST_ANSWER = 2_500;
/** So long nothing may come, in milliseconds. */
const STALL = 3_000;
const LOOK_INTERVAL = 100;

class TooSlowError extends ShoalError {
  readonly code = 'too-slow';

  constructor() {
    super('Nobody nearby is quick enough.');
  }
}

/** Ends what git waits for when nothing comes: the origin is there, too. */
export class StallWatch implements Disposable {
  readonly #progress: Progress;
  readonly #abort = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #bytes = 0;
  #since = performance.now();

  constructor(progress: Progress) {
    this.#progress = progress;
    this.#bytes = progress.bytes;
    this.#timer = setInterval(() => this.#look(), LOOK_INTERVAL).unref();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const { bytes, phase, isChecking } = this.#progress;
    const now = performance.now();
    const isComing = phase.state === 'receiving';
    // What is done with what came is this computer's own work.
    const isAtWork = isChecking || phase.state === 'checking' || phase.state === 'finishing';
    if (bytes > this.#bytes || isAtWork) this.#since = now;
    this.#bytes = bytes;
    if (now - this.#since > (isComing ? STALL : FIRST_ANSWER))
      this.#abort.abort(new TooSlowError());
  }
}
