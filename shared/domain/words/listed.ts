import { t } from '../../texts/texts.ts';

/** `Anna, Bob and Cleo`; empty for nobody. */
export function listed(names: Iterable<string>): string {
  return t.counts.listed(names);
}
