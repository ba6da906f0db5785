import type { Language } from '../../../view/diff/language.ts';
import type { Token } from '../../../view/diff/line-pieces.ts';
import type { Source } from '../../../view/diff/rows.ts';
import { ColourWorker } from './colour-worker.ts';
import { type ColourAnswer, type NumberedText, STYLES } from './messages.ts';

/** What is on screen is coloured, and so much after it, in UTF-16 units: what is scrolled to has its colours when it comes. */
const AHEAD = 64 * 1024;

interface Part {
  readonly to: number;
  readonly tokens: Uint32Array;
}

/** A line that is on screen, in UTF-16 units of its text. */
interface Follower {
  readonly from: number;
  readonly to: number;
  readonly told: () => void;
}

/**
 * The colours of one file's texts, which come from a worker of their own: however long they take, the page
 * goes on, and when the file is closed nothing is left of it. Only what is looked at is coloured.
 */
export class Highlights {
  readonly #worker: ColourWorker;
  /** The parts that are known of each text so far, in order. */
  readonly #known = new Map<number, Part[]>();
  readonly #added = new Set<number>();
  readonly #reached = new Map<number, number>();
  readonly #followers = new Map<number, Set<Follower>>();

  constructor(language: Language) {
    this.#worker = new ColourWorker(language, (answer) => this.#learn(answer));
  }

  /** Texts whose lines may be followed; one whose number was added before is the same as then. */
  add(texts: readonly NumberedText[]): void {
    const fresh = texts.filter(({ text }) => !this.#added.has(text));
    if (fresh.length === 0) return;
    for (const { text } of fresh) this.#added.add(text);
    this.#worker.add(fresh);
  }

  /**
   * A line comes on screen.
   * @param length of the line, in UTF-16 units
   * @param told when more of its colours are known
   * @returns to be called when it goes
   */
  follow({ text, from }: Source, length: number, told: () => void): () => void {
    const follower = { from, to: from + length, told };
    this.#reach(text, follower.to);
    if (this.#knownTo(text) >= follower.to) return () => {};
    const followers = this.#followers.get(text) ?? new Set();
    this.#followers.set(text, followers.add(follower));
    return () => followers.delete(follower);
  }

  /** How much of a line's colours is known, in UTF-16 units: another number when there are more of them. */
  knownOf({ text, from }: Source, length: number): number {
    return Math.min(length, Math.max(0, this.#knownTo(text) - from));
  }

  /** The tokens of a line, as far as they are known. @param length of the line, in UTF-16 units */
  tokensAt({ text, from }: Source, length: number): readonly Token[] {
    const tokens: Token[] = [];
    const to = from + length;
    for (const part of this.#known.get(text) ?? []) {
      if (part.to > from) addTokens(tokens, part.tokens, from, to);
      if (part.to >= to) break;
    }
    return tokens;
  }

  end(): void {
    this.#worker.end();
    this.#followers.clear();
  }

  #knownTo(text: number): number {
    return this.#known.get(text)?.at(-1)?.to ?? 0;
  }

  /** Asks for more well before what was asked for ends, and not for each line. */
  #reach(text: number, to: number): void {
    const reached = this.#reached.get(text) ?? 0;
    if (to + AHEAD / 2 <= reached) return;
    this.#reached.set(text, to + AHEAD);
    this.#worker.reach(text, to + AHEAD);
  }

  #learn({ text, part, to, isLast, tokens }: ColourAnswer): void {
    const before = this.#knownTo(text);
    const parts = [...(this.#known.get(text) ?? [])];
    parts[part] = { to: isLast ? Number.POSITIVE_INFINITY : to, tokens };
    this.#known.set(text, parts);
    const now = this.#knownTo(text);
    for (const follower of this.#followers.get(text) ?? []) {
      if (follower.from < now && follower.to > before) follower.told();
    }
  }
}

/** Of one part's tokens those of a line. */
function addTokens(tokens: Token[], part: Uint32Array, from: number, to: number): void {
  for (let i = 3 * firstEndingAfter(part, from); i < part.length; i += 3) {
    const start = part[i] ?? 0;
    if (start >= to) break;
    const style = STYLES[part[i + 2] ?? 0];
    if (style === undefined) continue;
    const end = Math.min(to, part[i + 1] ?? 0);
    tokens.push({ from: Math.max(0, start - from), to: end - from, style });
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
