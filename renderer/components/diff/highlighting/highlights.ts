import type { Language } from '../../../view/diff/language.ts';
import type { Token } from '../../../view/diff/line-pieces.ts';
import type { Source } from '../../../view/diff/rows.ts';
import { ColourWorker } from './colour-worker.ts';
import { type ColourAnswer, type NumberedText, STYLES } from './messages.ts';

/**
 * The colours of one file's texts, which come from a worker of their own: however long they take, the page
 * goes on, and when the file is closed nothing is left of it.
 */
export class Highlights {
  readonly #worker: ColourWorker;
  /** The parts that are known of each text so far, in order. */
  readonly #known = new Map<number, Uint32Array[]>();
  readonly #asked = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(language: Language) {
    this.#worker = new ColourWorker(language, (answer) => this.#learn(answer));
  }

  /** Texts to be coloured; one whose number was asked for before is the same as then. */
  colour(texts: readonly NumberedText[]): void {
    const fresh = texts.filter(({ text }) => !this.#asked.has(text));
    if (fresh.length === 0) return;
    for (const { text } of fresh) this.#asked.add(text);
    this.#worker.colour(fresh);
  }

  #learn({ text, part, tokens }: ColourAnswer): void {
    if (tokens.length === 0) return;
    const parts = [...(this.#known.get(text) ?? [])];
    parts[part] = tokens;
    this.#known.set(text, parts);
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** The tokens of a line, as far as they are known. @param length of the line, in UTF-16 units */
  tokensAt({ text, from }: Source, length: number): readonly Token[] {
    const tokens: Token[] = [];
    const to = from + length;
    for (const part of this.#known.get(text) ?? []) {
      for (let i = 3 * firstEndingAfter(part, from); i < part.length; i += 3) {
        const [start = 0, end = 0, style = 0] = part.subarray(i, i + 3);
        if (start >= to) break;
        const name = STYLES[style];
        if (name === undefined) continue;
        tokens.push({
          from: Math.max(0, start - from),
          to: Math.min(length, end - from),
          style: name,
        });
      }
    }
    return tokens;
  }

  /** For React: another number after each answer. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  end(): void {
    this.#worker.end();
    this.#listeners.clear();
  }
}

/** The number of the first token that ends after a place. */
function firstEndingAfter(tokens: Uint32Array, place: number): number {
  let low = 0;
  let high = tokens.length / 3;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens[3 * middle + 1] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
