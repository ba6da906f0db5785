/** The first characters of a text: one that takes two UTF-16 units is never cut in half. */
export function cutText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : [...text].slice(0, maxLength).join('');
}

/**
 * Text that a peer chose, made safe to show on one line: control, format (bidirectional overrides
 * and zero-width characters) and unassigned characters are dropped, white space is collapsed.
 */
export function oneLine(text: string, maxLength: number): string {
  const clean = text.replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim();
  return cutText(clean, maxLength);
}

/** Like `oneLine` for a text of one's own: where it goes on, an ellipsis says so. */
export function shortLine(text: string, maxLength: number): string {
  // Twice: what is dropped may have stood between two spaces.
  const line = oneLine(oneLine(text, Number.POSITIVE_INFINITY), maxLength + 1);
  return [...line].length <= maxLength ? line : `${oneLine(line, maxLength - 1).trimEnd()}…`;
}

/** Like `oneLine` for a text of several lines: line breaks and tabs stay. `maxLength` is in UTF-16 units. */
export function plainText(text: string, maxLength: number): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{C}/gu, '');
  // The cut may go through a character that takes two units.
  return clean.length <= maxLength ? clean : clean.slice(0, maxLength).replace(/\p{Cs}$/u, '');
}
