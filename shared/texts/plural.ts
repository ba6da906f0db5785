/** How a language counts: `3 projects`, `1 project`. */
export function plurals(locale: string) {
  // Made when something is counted: a program loads a tenth of its time for them, and may never count.
  let rules: Intl.PluralRules | null = null;
  let list: Intl.ListFormat | null = null;
  /** One of two forms, as English and German have them. */
  const form = (n: number, one: string, other: string) => {
    rules ??= new Intl.PluralRules(locale);
    return rules.select(n) === 'one' ? one : other;
  };
  return {
    form,
    counted: (n: number, one: string, other: string) =>
      `${n.toLocaleString(locale)} ${form(n, one, other)}`,
    /** `Anna, Bob and Cleo`; empty for nobody. */
    listed: (names: Iterable<string>) => {
      list ??= new Intl.ListFormat(locale, { type: 'conjunction' });
      return list.format(names);
    },
  };
}
