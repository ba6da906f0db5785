import { speak } from '../../shared/texts/all-texts.ts';
import { ENGLISH } from '../../shared/texts/english.ts';
import { GERMAN } from '../../shared/texts/german.ts';
import { type LanguageChoice, languageFor } from '../../shared/texts/language.ts';

/**
 * The tray, menus and notifications are in this language from now on; the log, and what programs are told, is in
 * English whatever it is.
 * @param wanted language tags (BCP 47), the most wanted first
 */
export function speakOnDesktop(choice: LanguageChoice, wanted: readonly string[]): void {
  speak(languageFor(choice, wanted) === 'de' ? GERMAN : ENGLISH);
}
