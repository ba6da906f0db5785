import { speak } from '../../shared/texts/all-texts.ts';
import { ENGLISH as RULES_IN_ENGLISH } from '../../shared/texts/english.ts';
import { GERMAN as RULES_IN_GERMAN } from '../../shared/texts/german.ts';
import type { Language } from '../../shared/texts/language.ts';
import { ENGLISH, type WindowTexts } from './english.ts';
import { GERMAN } from './german.ts';

/**
 * All texts of the window, in the language that it speaks. To be read when something is shown, and never kept: another
 * language shows all of it anew.
 */
export let t: WindowTexts = ENGLISH;

/** What is shown from now on is in this language. */
export function speakInWindow(language: Language): void {
  const isGerman = language === 'de';
  t = isGerman ? GERMAN : ENGLISH;
  speak(isGerman ? RULES_IN_GERMAN : RULES_IN_ENGLISH);
}
