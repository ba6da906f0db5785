type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The program by which the user has git reach `git://` addresses (git-config(1), core.gitProxy); null for none.
 * @param place `host` or `host:port`, as it stands in the address
 * @param rules all values of core.gitProxy, each `<program>` or `<program> for <domain>`
 */
export function gitProxy(
  place: string,
  rules: readonly string[],
  { GIT_PROXY_COMMAND: always }: Environment,
): string | null {
  if (always !== undefined) return always || null;
  for (const rule of rules) {
    const at = rule.indexOf(' for ');
    const [program, domain] = at === -1 ? [rule, null] : [rule.slice(0, at), rule.slice(at + 5)];
    const isMeant = domain === null || place === domain || place.endsWith(`.${domain}`);
    if (isMeant) return program === 'none' || program === '' ? null : program;
  }
  return null;
}
