/** `parent` and `name` joined the way of the host's platform (`process.platform`). */
export function joinPath(platform: string, parent: string, name: string): string {
  const separator = platform === 'win32' ? '\\' : '/';
  return parent.endsWith(separator) ? `${parent}${name}` : `${parent}${separator}${name}`;
}

/** `/home/a/code/harbour-map` → `code/harbour-map`; the whole path belongs in a tooltip. */
export function shortPath(path: string): string {
  const parts = path.split(/[\\/]/).filter(Boolean);
  return parts.length <= 2 ? path : parts.slice(-2).join(path.includes('\\') ? '\\' : '/');
}
