/** What the page for browsers needs, and nothing else (Content Security Policy Level 3). */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** On every answer to a guest. */
export const GUEST_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
};

export interface ListedRepository {
  /** Its name in addresses. */
  readonly name: string;
  readonly description: string | null;
}

/**
 * A page without scripts that says what can be cloned, and how.
 * @param base where the guest has connected to, such as `http://192.168.1.5:8080`
 */
export function listingPage(base: string, repositories: readonly ListedRepository[]): string {
  const items = repositories.map(({ name, description }) =>
    [
      `<h2>${escaped(name)}</h2>`,
      ...(description === null ? [] : [`<p>${escaped(description)}</p>`]),
      `<pre>git clone ${escaped(guestUrl(base, name))}</pre>`,
    ].join('\n'),
  );
  const none = '<p>Nothing is shared with everyone at the moment.</p>';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Shared with everyone</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid; border-radius: .4rem; }
</style>
<h1>Shared with everyone</h1>
${items.length === 0 ? none : items.join('\n')}
</html>
`;
}

/** What to give to `git clone`. */
export function guestUrl(base: string, name: string): string {
  return `${base}/${encodeURIComponent(name)}.git`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
