import type { Sharing } from '../../api/sharing-state.ts';
import { timeOf } from './time-of.ts';

/** `Sharing is paused until 18:30`; null while it is not. @param now in milliseconds since the epoch */
export function pausedWords(sharing: Sharing, now: number): string | null {
  if (sharing.state === 'on') return null;
  const { until } = sharing;
  return until === null ? 'Sharing is paused' : `Sharing is paused until ${timeOf(until, now)}`;
}
