const MAX_LENGTH = 2_048;

/** An address that a link of a stranger's text may lead to, as it is shown and copied; null for any other. */
export function safeLink(href: string | undefined): string | null {
  if (href === undefined || href.length > MAX_LENGTH) return null;
  // Without an address of its own, a relative link is none.
  if (!/^https?:\/\//i.test(href)) return null;
  return URL.canParse(href) ? new URL(href).href : null;
}
