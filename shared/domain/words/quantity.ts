import { t } from '../../texts/texts.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `1234567` → `1.2 MB`, in powers of 1,000 as disks and links are counted. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${inTenths(value, digits)} ${UNITS[unit]}`;
}

/** Bytes per second. */
export function formatSpeed(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

/** Speeds beside each other: all in the unit of the highest, which only the last one names. */
export function formatSpeeds(bytesPerSecond: readonly number[]): string[] {
  const highest = formatSpeed(Math.max(0, ...bytesPerSecond)).split(' ')[1] ?? '';
  const divisor = 1000 ** UNITS.findIndex((unit) => highest.startsWith(unit));
  return bytesPerSecond.map((value, i) => {
    const figure = Math.round(value / divisor).toLocaleString(t.counts.locale);
    return i === bytesPerSecond.length - 1 ? `${figure} ${highest}` : figure;
  });
}

/** `9 s`, `2 min`, `1 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 10 && seconds % 1 !== 0) return `${inTenths(seconds, 1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `3 new heads`, `1 new head`: in English, for the command line and for what crosses to other processes. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? noun : plural}`;
}

function inTenths(value: number, digits: number): string {
  return value.toFixed(digits).replace('.', t.counts.decimal);
}
