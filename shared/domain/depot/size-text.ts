const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const SIZE = /^(\d{1,12}(?:\.\d{1,3})?) ?([kmgt]?)b?$/i;

/** Bytes, of what a user types: `500M`, `2 GB`, `1.5g`; in powers of 1,000. Null for anything else. */
export function parseSize(text: string): number | null {
  const [, number, unit = ''] = SIZE.exec(text.trim()) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  if (number === undefined || factor === undefined) return null;
  const bytes = Math.round(Number(number) * factor);
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : null;
}
