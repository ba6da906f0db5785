import { chownSync } from 'node:fs';

const NOBODY = 65_534;

/**
 * Does something to a folder without the rights of root, whom no file mode holds back: where root runs
 * the tests, this process is nobody meanwhile, and the folder nobody's.
 */
export async function withoutRights(folder: string, work: () => Promise<unknown>): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    chownSync(folder, NOBODY, NOBODY);
    process.seteuid?.(NOBODY);
  }
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
