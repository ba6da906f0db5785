import { useEffect, useRef } from 'react';
import { SETTINGS } from '../../shared/settings/settings.ts';
import { type Language, type LanguageChoice, languageFor } from '../../shared/texts/language.ts';
import { speakInWindow } from '../texts/texts.ts';
import { focus } from './focus.ts';
import { useAppState } from './shoal.ts';

const KEY = 'shoal.language';
let spoken: Language = 'en';

/** The one of last time, until it is known which one is set. */
export function storedLanguage(): LanguageChoice {
  const stored: unknown = localStorage.getItem(KEY);
  return SETTINGS.language.kind.accepts(stored) ? stored : 'system';
}

/** For the next time. */
export function keepLanguage(choice: LanguageChoice): void {
  localStorage.setItem(KEY, choice);
}

/** What is shown from now on is in the language that is chosen. */
export function applyLanguage(choice: LanguageChoice): Language {
  const language = languageFor(choice, navigator.languages);
  if (language !== spoken) speakInWindow(language);
  spoken = language;
  document.documentElement.lang = language;
  return language;
}

/**
 * The language of the window as it is set, spoken before anything below is drawn. Whoever shows texts is to be drawn
 * anew for another one: texts are read when they are drawn, and by nobody after that.
 */
export function useLanguageAsSet(): Language {
  const set = useAppState(({ settings }) =>
    settings.dataFolder === '' ? null : settings.values.language,
  );
  useEffect(() => {
    if (set !== null) keepLanguage(set);
  }, [set]);
  return applyLanguage(set ?? storedLanguage());
}

/** Where it was chosen is drawn anew with everything else: the keyboard goes back there. */
export function useFocusAfterLanguage(language: Language): void {
  const before = useRef(language);
  useEffect(() => {
    const isOther = before.current !== language;
    before.current = language;
    if (isOther && document.activeElement === document.body) focus('language');
  }, [language]);
}
