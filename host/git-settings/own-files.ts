import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { beforeSchema } from './global-settings.ts';
import { guardAlias, type Installation } from './guard.ts';
import { gitConfig } from './run-git-config.ts';

/** Files of Shoal's that git reads, and what is written down beside them. */
export interface OwnFiles {
  readonly folder: string;
  /** For origins: all that is to be accelerated. */
  readonly accelerator: string;
  /** For teammates' addresses: where the helper is. */
  readonly helper: string;
  readonly record: string;
}

const recordSchema = z.object({
  hosts: z.array(z.string()),
  before: beforeSchema.nullable(),
  runtime: z.string(),
  program: z.string(),
});
export type GitRecord = z.infer<typeof recordSchema>;

export function ownFiles(dataFolder: string): OwnFiles {
  const folder = join(dataFolder, 'git');
  return {
    folder,
    accelerator: join(folder, 'accelerator.gitconfig'),
    helper: join(folder, 'helper.gitconfig'),
    record: join(folder, 'enabled.json'),
  };
}

/** Null if there is none, or none that can be read. */
export async function readRecord({ record }: OwnFiles): Promise<GitRecord | null> {
  const text = await readFile(record, 'utf8').catch(() => '');
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeRecord({ record }: OwnFiles, content: GitRecord): Promise<void> {
  await writeFileAtomic(record, `${JSON.stringify(content)}\n`, { mode: 0o600 });
}

/** What git is to know: written by git, which knows how to quote it. */
export async function writeOwnFiles(files: OwnFiles, installation: Installation): Promise<void> {
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  const set = (file: string, key: string, value: string) => gitConfig('--file', file, key, value);
  for (const file of [files.accelerator, files.helper]) {
    await rm(file, { force: true });
    await set(file, 'alias.remote-gtp', guardAlias(installation));
    // Also where git asks more strictly, as for submodules; the helper asks for the address itself.
    await set(file, 'protocol.gtp.allow', 'always');
  }
  await set(files.accelerator, `remote.${await clonedRemote()}.vcs`, 'gtp');
}

export async function removeOwnFiles({ folder }: OwnFiles): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** What `git clone` calls the remote of a clone: a remote of another name is not made faster. */
async function clonedRemote(): Promise<string> {
  return (await gitConfig('--global', '--get', 'clone.defaultRemoteName')).trim() || 'origin';
}
