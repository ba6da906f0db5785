/** The languages that the window and the desktop speak. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Which of them is chosen; `system` is the first that the system, or the browser, asks for. */
export type LanguageChoice = 'system' | Language;

/** @param wanted language tags (BCP 47), the most wanted first */
export function languageFor(choice: LanguageChoice, wanted: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const primary = wanted.map((tag) => tag.split(/[-_]/, 1)[0]?.toLowerCase());
  return LANGUAGES.find((language) => language === primary.find(isKnown)) ?? 'en';
}

function isKnown(tag: string | undefined): boolean {
  return LANGUAGES.some((language) => language === tag);
}
