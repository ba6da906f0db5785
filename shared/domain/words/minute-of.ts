/** `2026-11-28 14:10`, by this computer's clock, as all other times that are shown here. @param at milliseconds since the epoch */
export function minuteOf(at: number): string {
  const time = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
