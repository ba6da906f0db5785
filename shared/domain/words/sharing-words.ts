import type { Sharing } from '../../api/sharing-state.ts';
import { t } from '../../texts/texts.ts';
import { timeOf } from './time-of.ts';

/** `Sharing is paused until 18:30`; null while it is not. @param now in milliseconds since the epoch */
export function pausedWords(sharing: Sharing, now: number): string | null {
  if (sharing.state === 'on') return null;
  const { until } = sharing;
  return until === null
    ? t.changes.sharingIsPaused
    : t.changes.sharingIsPausedUntil(timeOf(until, now));
}
