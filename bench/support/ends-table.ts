import type { Ends } from './ends.ts';
import { median, type Table } from './report.ts';

/** Medians of what all ends together used, beside the rows of a benchmark. */
export function endsTable(
  measured: readonly { readonly what: string; readonly ends: readonly Ends[] }[],
): Table {
  const cell = (seconds: readonly number[]) => Number(median(seconds).toFixed(2));
  return {
    title: 'CPU seconds, programs that were started included',
    columns: ['', 'all seeders', 'all receivers'],
    rows: measured.map(({ what, ends }) => [
      what,
      cell(ends.map(({ seeders }) => seeders)),
      cell(ends.map(({ receivers }) => receivers)),
    ]),
  };
}
