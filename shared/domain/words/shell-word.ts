/** One word of a POSIX shell's, whatever is in it; as it is where that needs no quotes. */
export function shellWord(text: string): string {
  if (/^[\w./@:+-]+$/.test(text) && !text.startsWith('-')) return text;
  return `'${text.replace(/['!]/g, (each) => `'\\${each}'`)}'`;
}
