import type { createLogUpdate } from 'log-update';
import type { Transfer } from '../../shared/api/state.ts';
import type { Output } from '../surroundings.ts';
import { progressBar, progressLine } from './progress-line.ts';

/** Shows how a transfer goes, on stderr. */
export interface ProgressView {
  show(transfer: Transfer): void;
  /** Leaves the last line, or nothing, on the terminal. */
  done(): void;
}

/** How often a line is added where lines cannot be changed, unless the phase does: milliseconds. */
const LINE_EVERY_MS = 5_000;

export async function progressView(output: Output, json: boolean): Promise<ProgressView> {
  if (output.isTTY) {
    // Most commands show no bar: they need not read what draws one.
    const { createLogUpdate } = await import('log-update');
    return new BarView(createLogUpdate(output));
  }
  return json ? { show: () => {}, done: () => {} } : new LineView(output);
}

class BarView implements ProgressView {
  readonly #update: ReturnType<typeof createLogUpdate>;

  constructor(update: ReturnType<typeof createLogUpdate>) {
    this.#update = update;
  }

  show(transfer: Transfer): void {
    this.#update(progressBar(transfer));
  }

  done(): void {
    this.#update.clear();
    this.#update.done();
  }
}

class LineView implements ProgressView {
  readonly #output: Output;
  #phase = '';
  #shownAt = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  show(transfer: Transfer): void {
    const now = performance.now();
    const { state } = transfer.phase;
    if (state === this.#phase && now - this.#shownAt < LINE_EVERY_MS) return;
    this.#phase = state;
    this.#shownAt = now;
    this.#output.write(`${progressLine(transfer)}\n`);
  }

  done(): void {}
}
