import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LfsOid } from '../../../shared/ids.ts';
import { git } from '../../testing/git.ts';

/** A large file as git-lfs keeps it beside a repository, and what stands for it inside. */
export interface LargeFile {
  readonly oid: LfsOid;
  readonly content: Buffer;
  readonly pointer: string;
}

export function largeFile(bytes: number): LargeFile {
  const content = randomBytes(bytes);
  const oid = createHash('sha256').update(content).digest('hex') as LfsOid;
  const version = 'version https://git-lfs.github.com/spec/v1';
  return { oid, content, pointer: `${version}\noid sha256:${oid}\nsize ${bytes}\n` };
}

/** A project of one commit, with pointers as its files. */
export function buildLargeProject(
  directory: string,
  files: Readonly<Record<string, LargeFile>>,
): void {
  mkdirSync(directory, { recursive: true });
  git(directory, ['init', '--quiet', '--initial-branch=main']);
  writeFileSync(join(directory, '.gitattributes'), '*.bin filter=lfs diff=lfs merge=lfs -text\n');
  commitPointers(directory, files);
}

/** As it is written into a branch where git-lfs has done its work: whether that is installed here does not matter. */
export function commitPointers(
  directory: string,
  files: Readonly<Record<string, LargeFile>>,
): void {
  for (const [name, { pointer }] of Object.entries(files)) {
    const blob = git(directory, ['hash-object', '-w', '--stdin'], pointer);
    git(directory, ['update-index', '--add', '--cacheinfo', `100644,${blob},${name}`]);
  }
  git(directory, [
    '-c',
    'filter.lfs.clean=cat',
    '-c',
    'filter.lfs.process=',
    'add',
    '.gitattributes',
  ]);
  git(directory, ['commit', '--quiet', '-m', Object.keys(files).join()]);
}

export function storePath(directory: string, { oid }: Pick<LargeFile, 'oid'>): string {
  const folder = join(directory, '.git', 'lfs', 'objects');
  return join(folder, oid.slice(0, 2), oid.slice(2, 4), oid);
}

/** Puts it where git-lfs would. @param from a repository that has it, on the same disk */
export function store(directory: string, file: LargeFile, from?: string): void {
  const path = storePath(directory, file);
  mkdirSync(dirname(path), { recursive: true });
  if (from === undefined) writeFileSync(path, file.content);
  else linkSync(storePath(from, file), path);
}
