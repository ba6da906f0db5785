/** How a language counts: `3 projects`, `1 project`. */
export function plurals(locale: string) {
  const rules = new Intl.PluralRules(locale);
  /** One of two forms, as English and German have them. */
  const form = (n: number, one: string, other: string) => (rules.select(n) === 'one' ? one : other);
  return {
    form,
    counted: (n: number, one: string, other: string) =>
      `${n.toLocaleString(locale)} ${form(n, one, other)}`,
  };
}
