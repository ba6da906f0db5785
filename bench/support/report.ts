/** Tells on standard error what is being done. */
export type Say = (what: string) => void;

/** One line of a benchmark: a ratio (or a time) beside the value it should reach. */
export interface Row {
  readonly what: string;
  readonly value: number;
  /** What the brief's budget asks for; null for a figure that is only for comparison. */
  readonly target: number | null;
  /** Whether the target is the most or the least that is right. */
  readonly bound: 'at most' | 'at least';
  readonly met: boolean | null;
  /** The measurements behind it, in seconds, bytes or whatever their names say. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Figures that have no target. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Report {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly tables?: readonly Table[];
}

/** A row that is met when `value` is at most `target`. */
export function atMost(what: string, value: number, target: number | null, raw: Row['raw']): Row {
  const met = target === null ? null : value <= target;
  return { what, value: rounded(value), target: rounded(target), bound: 'at most', met, raw };
}

/** A row that is met when `value` is at least `target`. */
export function atLeast(what: string, value: number, target: number | null, raw: Row['raw']): Row {
  const met = target === null ? null : value >= target;
  return { what, value: rounded(value), target: rounded(target), bound: 'at least', met, raw };
}

function rounded<V extends number | null>(value: V): V {
  return (value === null ? null : Number(value.toPrecision(3))) as V;
}

/** Tables in Markdown, as the README holds them. */
export function asTable({ name, rows, tables = [] }: Report): string {
  const lines = rows.map(({ what, value, target, bound, met }) => {
    const verdict = met === null ? '' : met ? 'yes' : 'no';
    const sign = bound === 'at most' ? '≤' : '≥';
    return [what, value, target === null ? '' : `${sign} ${target}`, verdict];
  });
  const main = inMarkdown([name, 'measured', 'target', 'met'], lines);
  const others = tables.map(
    (table) => `${table.title}\n\n${inMarkdown(table.columns, table.rows)}`,
  );
  return [...(rows.length > 0 ? [main] : []), ...others].join('\n\n');
}

function inMarkdown(columns: readonly string[], rows: Table['rows']): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const rule = `|${'---|'.repeat(columns.length)}`;
  return [line(columns), rule, ...rows.map(line)].join('\n');
}

/** One object as the brief lays it down. */
export function asJson({ name, rows, tables }: Report): string {
  return JSON.stringify({
    name,
    rows: rows.map(({ what, value, target, met, raw }) => ({ what, value, target, met, raw })),
    tables,
  });
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
