import { CORE_IN_ENGLISH, type CoreTexts } from './english-core.ts';

/**
 * The texts that all of Shoal has in common, in the language that this process speaks: English, unless it says
 * otherwise. To be read when something is shown, and never kept.
 */
export let t: CoreTexts = CORE_IN_ENGLISH;

/** From now on. */
export function speakCore(texts: CoreTexts): void {
  t = texts;
}
