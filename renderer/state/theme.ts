import { useEffect } from 'react';
import type { Theme } from '../../shared/settings/settings.ts';
import { useAppState } from './shoal.ts';

export const THEMES = ['system', 'light', 'dark'] as const satisfies readonly Theme[];

const KEY = 'shoal.theme';

/** The one of last time, until it is known which one is set. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Shows the page as it is set, as soon as that is known. */
export function useThemeAsSet(): void {
  const theme = useAppState(({ settings }) =>
    settings.dataFolder === '' ? null : settings.values.theme,
  );
  useEffect(() => {
    if (theme === null) return;
    localStorage.setItem(KEY, theme);
    applyTheme(theme);
  }, [theme]);
}
