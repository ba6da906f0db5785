import { useSyncExternalStore } from 'react';
import type { Opener } from '../../shared/api/opener.ts';

const KEY = 'shoal.opener';
const listeners = new Set<() => void>();

/** Opens folders in this one from now on. */
export function chooseOpener({ id }: Opener): void {
  localStorage.setItem(KEY, id);
  for (const listener of listeners) listener();
}

/** The one that was chosen, if it is still here; else the likeliest. */
export function useChosenOpener(openers: readonly Opener[]): Opener | null {
  const chosen = useSyncExternalStore(subscribe, () => localStorage.getItem(KEY));
  return openers.find(({ id }) => id === chosen) ?? openers[0] ?? null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
