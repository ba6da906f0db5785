/** Tells on standard error what is being done. */
export type Say = (what: string) => void;

/** One line of a benchmark: a ratio (or a time) beside the value it should reach. */
export interface Row {
  readonly what: string;
  /** Lower is better unless the name says otherwise. */
  readonly value: number;
  /** What the brief's budget asks for; null for a figure that is only for comparison. */
  readonly target: number | null;
  readonly met: boolean | null;
  /** The measurements behind it, in seconds, bytes or whatever their names say. */
  readonly raw: Readonly<Record<string, unknown>>;
}

export interface Report {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** A row that is met when `value` is at most `target`. */
export function atMost(what: string, value: number, target: number | null, raw: Row['raw']): Row {
  const rounded = Number(value.toPrecision(3));
  return { what, value: rounded, target, met: target === null ? null : value <= target, raw };
}

/** A table in Markdown, as the README holds it. */
export function asTable({ name, rows }: Report): string {
  const lines = rows.map(({ what, value, target, met }) => {
    const verdict = met === null ? '' : met ? 'yes' : 'no';
    return `| ${what} | ${value} | ${target === null ? '' : `≤ ${target}`} | ${verdict} |`;
  });
  return [`| ${name} | measured | target | met |`, '|---|---|---|---|', ...lines].join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The nearest-rank percentile. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
