import { asShoalError } from '../../shared/errors.ts';
import { t } from './texts.ts';

/** A sentence with places for names and the like, as they stand in it. */
interface Template {
  readonly pattern: RegExp;
  /** Which place each group of the pattern is. */
  readonly places: readonly string[];
  readonly text: string;
}

const PLACE = /\{(\d)\}/g;
const compiled = new WeakMap<object, readonly Template[]>();

/**
 * What the engine or the host says, in the language of the window. They say it in English, as it stands in the log and
 * on the command line, too: it is looked up by that, and stays as it is where nobody has translated it.
 */
export function told(sentence: string): string {
  for (const { pattern, places, text } of templates(t.sentences)) {
    const found = pattern.exec(sentence);
    if (found === null) continue;
    // A reason in a sentence is one itself.
    const values = new Map(places.map((place, index) => [place, told(found[index + 1] ?? '')]));
    return text.replace(PLACE, (_, place: string) => values.get(place) ?? '');
  }
  return sentence;
}

/** Why something could not be done. @param failure whatever was thrown */
export function whyNot(failure: unknown): string {
  return told(asShoalError(failure).message);
}

/** Those with the most words of their own first. */
function templates(sentences: Readonly<Record<string, string>>): readonly Template[] {
  const known = compiled.get(sentences);
  if (known !== undefined) return known;
  const length = (english: string) => english.replace(PLACE, '').length;
  const made = Object.entries(sentences)
    .sort(([a], [b]) => length(b) - length(a))
    .map(([english, text]) => ({
      pattern: new RegExp(
        `^${english
          .split(/\{\d\}/)
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('(.+?)')}$`,
        's',
      ),
      places: [...english.matchAll(PLACE)].map(([, place]) => place ?? ''),
      text,
    }));
  compiled.set(sentences, made);
  return made;
}
