/** One word of a POSIX shell's, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replace(/['!]/g, (each) => `'\\${each}'`)}'`;
}
