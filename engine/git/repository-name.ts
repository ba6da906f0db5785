import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { shortLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Repository } from './open.ts';
import { quotedName } from './text.ts';

/**
 * What the owner calls it: its folder's name. Of one without files of its own, or with several working trees, that is the
 * repository's; where that one lies beside them (`project/.bare`), the name of the folder above.
 */
export async function repositoryName({ path, gitDir, commonDir }: Repository): Promise<string> {
  const hasOneTree = path !== commonDir && gitDir === commonDir;
  const folder = hasOneTree ? path : commonDir;
  const isInside = !hasOneTree && (await isPartOfFolder(commonDir));
  const name = basename(isInside ? dirname(folder) : folder).replace(/\.git$/, '');
  return shortLine(quotedName(name), LIMITS.nameLength) || 'repository';
}

/** It has a name that nobody would give a project, or the folder above leads git to it (gitrepository-layout(5)). */
async function isPartOfFolder(commonDir: string): Promise<boolean> {
  if (['.git', '.bare'].includes(basename(commonDir))) return true;
  const above = dirname(commonDir);
  const pointer = await readFile(join(above, '.git'), 'utf8').catch(() => '');
  const [, target] = /^gitdir: (.+?)\r?\n?$/s.exec(pointer) ?? [];
  return target !== undefined && resolve(above, target) === commonDir;
}
