import { useState } from 'react';
import type { SettingKey, SettingValues } from '../../shared/settings/settings.ts';
import { whyNot } from '../texts/told.ts';
import { useActions, useApp, useAppState } from './shoal.ts';

/** How something is set. */
export function useSetting<K extends SettingKey>(key: K): SettingValues[K] {
  return useAppState(({ settings }) => settings.values[key]);
}

/** Sets something, and says why it could not be set. */
export function useSetSetting<K extends SettingKey>(key: K) {
  const actions = useActions();
  const [error, setError] = useState<string | null>(null);
  const set = (value: SettingValues[K]) => {
    setError(null);
    actions
      .run('settings.set', { key, value })
      .catch((failure: unknown) => setError(whyNot(failure)));
  };
  return { error, set, setError };
}

/** Where clones go unless another folder is chosen. */
export function useCloneFolder(): string {
  const usual = useApp((app) => app.abilities.cloneDirectory);
  return useSetting('clone-folder') ?? usual;
}
