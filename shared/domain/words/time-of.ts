import { t } from '../../texts/texts.ts';

/** The time of day, and the day where it is another one; both in milliseconds since the epoch. */
export function timeOf(at: number, now: number): string {
  const [time, today] = [new Date(at), new Date(now)];
  const { locale, clockOn } = t.counts;
  const clock = time.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  if (time.toDateString() === today.toDateString()) return clock;
  return clockOn(clock, time.toLocaleDateString(locale, { day: 'numeric', month: 'short' }));
}
