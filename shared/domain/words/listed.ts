const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `Anna, Bob and Cleo`; empty for nobody. */
export function listed(names: Iterable<string>): string {
  return LIST.format(names);
}
