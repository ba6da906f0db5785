import { relative, sep } from 'node:path';

/** Whether `folder` holds `path`; both absolute. */
export function isAbove(folder: string, path: string): boolean {
  const way = relative(path, folder);
  return way !== '' && way.split(sep).every((step) => step === '..');
}
