import { FolderUnusableError } from '../errors/transfers.ts';

/** What the system says where no folder can be made, by its error codes. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOTDIR: 'a part of its path is a file',
  ENOENT: 'there is no such folder to make it in',
};

/** Why no folder can be made for a backup; anything else as it is. */
export function explainUnusable(path: string, error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const reason = REASONS[code ?? ''];
  return reason === undefined ? error : new FolderUnusableError(path, reason, error);
}
