import { t } from '../../texts/texts.ts';

/** `29 Nov 2026`. @param time seconds since the epoch */
export function dayOf(time: number): string {
  return new Date(time * 1_000).toLocaleDateString(t.counts.locale, { dateStyle: 'medium' });
}
