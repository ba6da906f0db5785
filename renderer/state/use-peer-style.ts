import { type CSSProperties, useCallback } from 'react';
import { useStore } from 'zustand';
import type { PeerId } from '../../shared/ids.ts';
import { peerHue } from '../view/people/hue.ts';
import { useShoal } from './shoal.ts';

/** Sets `--hue`; with the class `peer-colour`, `--peer` is the peer's colour. */
export function usePeerStyle(): (id: PeerId) => CSSProperties {
  const hues = useStore(useShoal().hues);
  return useCallback((id) => ({ '--hue': hues.get(id) ?? peerHue(id) }) as CSSProperties, [hues]);
}
