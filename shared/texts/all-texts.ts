import { ENGLISH, type Texts } from './english.ts';
import { speakCore } from './texts.ts';

/** The same with what only few have to say, which is not loaded by every command: findings of the doctor, and the desktop. */
export let t: Texts = ENGLISH;

/** From now on, also for `texts.ts`. */
export function speak(texts: Texts): void {
  t = texts;
  speakCore(texts);
}
