/**
 * Text that a peer chose, made safe to show on one line: control, format (bidirectional overrides
 * and zero-width characters) and unassigned characters are dropped, white space is collapsed.
 */
export function oneLine(text: string, maxLength: number): string {
  const clean = text.replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim();
  return [...clean].slice(0, maxLength).join('');
}

/** Like `oneLine` for a text of several lines: line breaks and tabs stay. `maxLength` is in UTF-16 units. */
export function plainText(text: string, maxLength: number): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{C}/gu, '');
  // The cut may go through a character that takes two units.
  return clean.length <= maxLength ? clean : clean.slice(0, maxLength).replace(/\p{Cs}$/u, '');
}
