import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ShoalError } from '../../shared/errors.ts';

interface UiFile {
  readonly file: string;
  readonly contentType: string;
}

/** The built UI's files by URL path, `/` among them. What is not in the map does not exist. */
export type UiFiles = ReadonlyMap<string, UiFile>;

export class UiNotBuiltError extends ShoalError {
  readonly code = 'ui-not-built';

  constructor(folder: string, cause?: unknown) {
    super(`The user interface is missing from ${folder}. Build it with \`npm run build\`.`, {
      cause,
    });
  }
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/**
 * Lists the folder once. Requests are then looked up and never become paths, so none can point
 * outside it. Throws UiNotBuiltError.
 */
export async function listUiFiles(folder: string): Promise<UiFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      throw new UiNotBuiltError(folder, error);
    },
  );
  const files = new Map<string, UiFile>();
  for (const entry of entries) {
    const contentType = CONTENT_TYPES[extname(entry.name)];
    if (!entry.isFile() || contentType === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(file.slice(folder.length).replaceAll('\\', '/'), { file, contentType });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new UiNotBuiltError(folder);
  return files.set('/', index);
}
