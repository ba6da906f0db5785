import type { Language } from '../../../view/diff/language.ts';
import type { ColourAnswer, ColourRequest, NumberedText } from './messages.ts';

/**
 * How long it takes until another worker is tried in place of one that failed, in milliseconds; for a fault that stays, no
 * more often than this.
 */
const WAITS = [250, 1_000, 4_000];

/**
 * A worker that colours texts, as far as they are looked at. Its script and the language's are fetched when they are needed, which fails while the
 * network changes, and what failed once is not fetched again by the same worker: another one takes over what is left.
 */
export class ColourWorker {
  readonly #language: Language;
  readonly #told: (answer: ColourAnswer) => void;
  /** Not coloured to their ends so far, by number. */
  readonly #left = new Map<number, NumberedText>();
  /** As far as this each of them is looked at. */
  readonly #reached = new Map<number, number>();
  readonly #waits = [...WAITS];
  #worker: Worker | null = null;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param told of each part of a text, which may be told of once more by the next worker */
  constructor(language: Language, told: (answer: ColourAnswer) => void) {
    this.#language = language;
    this.#told = told;
    this.#begin();
  }

  /** Texts that may be looked at. */
  add(texts: readonly NumberedText[]): void {
    if (this.#isOver) return;
    for (const each of texts) this.#left.set(each.text, each);
    this.#tell(texts);
  }

  /** A text, which may come later, is looked at as far as this. */
  reach(text: number, to: number): void {
    if (this.#isOver) return;
    this.#reached.set(text, to);
    if (this.#left.has(text)) this.#post({ kind: 'reach', text, to });
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#left.clear();
    this.#reached.clear();
  }

  #begin(): void {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<ColourAnswer>) => {
      if (data.isLast) this.#left.delete(data.text);
      this.#told(data);
    });
    worker.addEventListener('error', () => this.#failed(worker));
    this.#tell([...this.#left.values()]);
  }

  #tell(texts: readonly NumberedText[]): void {
    if (texts.length === 0) return;
    this.#post({ kind: 'texts', language: this.#language, texts });
    for (const { text } of texts) {
      const to = this.#reached.get(text);
      if (to !== undefined) this.#post({ kind: 'reach', text, to });
    }
  }

  #post(request: ColourRequest): void {
    this.#worker?.postMessage(request);
  }

  /** Lines without colours can be read, too, and the console says what was wrong. */
  #failed(worker: Worker): void {
    if (worker !== this.#worker) return;
    worker.terminate();
    this.#worker = null;
    const wait = this.#waits.shift();
    if (wait === undefined) this.end();
    else this.#timer = setTimeout(() => this.#begin(), wait);
  }
}
