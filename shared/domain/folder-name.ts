/** A folder name that every system takes: what a path or Windows would trip over is dropped. */
export function folderName(name: string): string {
  const clean = name
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-')
    .replace(/^[.\s-]+|[.\s-]+$/g, '')
    .slice(0, 80);
  return clean === '' ? 'repository' : clean;
}
