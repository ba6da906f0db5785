/** The time of day, and the day where it is another one; both in milliseconds since the epoch. */
export function timeOf(at: number, now: number): string {
  const [time, today] = [new Date(at), new Date(now)];
  const clock = time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (time.toDateString() === today.toDateString()) return clock;
  return `${clock} on ${time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}`;
}
