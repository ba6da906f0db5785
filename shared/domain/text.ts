/**
 * Text that a peer chose, made safe to show on one line: control, format (bidirectional overrides
 * and zero-width characters) and unassigned characters are dropped, white space is collapsed.
 */
export function oneLine(text: string, maxLength: number): string {
  const clean = text.replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim();
  return [...clean].slice(0, maxLength).join('');
}
