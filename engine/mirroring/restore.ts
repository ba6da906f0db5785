import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DepotSaved } from '../../shared/api/depot-state.ts';
import type { Depot } from '../depot/depot.ts';
import { PROJECT_FILES } from '../depot/depot-project.ts';
import type { DepotRecord } from '../depot/depot-records.ts';
import { folderBytes } from '../depot/folder-bytes.ts';
import { DepotNotEmptyError, NoBackupError } from '../errors/depot.ts';
import { initBareRepository } from '../git/init.ts';
import { openRepository } from '../git/open.ts';
import type { Aliases } from '../remotes/aliases.ts';
import { ensureRemote } from '../remotes/own-remote.ts';
import { type BackupContents, copyRepository, copyTree, readBackup } from './backup.ts';
import { findChainFault } from './find-chain-fault.ts';
import { findFault } from './find-fault.ts';
import { rememberAliases } from './remember-aliases.ts';

/**
 * Brings a backup into a depot that keeps nothing: all of it, every object read, or nothing.
 * @throws NoBackupError, DepotNotEmptyError
 */
export async function restore(
  depot: Depot,
  aliases: Aliases,
  path: string,
  signal: AbortSignal,
): Promise<DepotSaved> {
  if (depot.all.length > 0) throw new DepotNotEmptyError();
  const contents = await readBackup(path);
  const filled: string[] = [];
  try {
    for (const record of contents.projects) {
      signal.throwIfAborted();
      const filling = depot.folderOf(`.${record.id}`);
      filled.push(filling);
      await fill(filling, join(path, record.id), record, signal);
    }
    await moveIn(depot, contents);
  } finally {
    for (const folder of filled) await rm(folder, { recursive: true, force: true });
  }
  await rememberAliases(depot, aliases);
  const bytes = await folderBytes(path);
  return { path, projects: contents.projects.length, bytes };
}

/** Makes a repository of its own, with settings of its own, around the objects and refs of the backup. */
async function fill(
  to: string,
  from: string,
  record: DepotRecord,
  signal: AbortSignal,
): Promise<void> {
  const { name, objectFormat, people, swarm } = record;
  const repository = join(to, PROJECT_FILES.repository);
  try {
    await rejectLinks(from);
    await mkdir(repository, { recursive: true, mode: 0o700 });
    await initBareRepository(repository, objectFormat, signal);
    await copyRepository(join(from, PROJECT_FILES.repository), repository);
    await rm(join(repository, 'objects', 'info', 'alternates'), { force: true });
    await copyTree(join(from, PROJECT_FILES.chain), join(to, PROJECT_FILES.chain));
  } catch (error) {
    signal.throwIfAborted();
    throw new NoBackupError(from, `“${name}” cannot be copied`, error);
  }
  const opened = await openRepository(repository, signal);
  const chain = join(to, PROJECT_FILES.chain);
  const fault =
    (await findFault(opened, signal)) ?? (await findChainFault(chain, record, opened, signal));
  if (fault !== null) throw new NoBackupError(from, `of “${name}”, ${fault}`);
  for (const { alias, peer } of people) await ensureRemote(opened, alias, { peer, swarm });
}

/** A backup holds files and folders: what leads elsewhere is not of this depot. */
async function rejectLinks(path: string): Promise<void> {
  const entry = await lstat(path);
  if (entry.isFile()) return;
  if (!entry.isDirectory()) throw new Error(`${path} is neither a file nor a folder`);
  for (const name of await readdir(path)) await rejectLinks(join(path, name));
}

async function moveIn(depot: Depot, { settings, projects }: BackupContents): Promise<void> {
  for (const record of projects) {
    await rename(depot.folderOf(`.${record.id}`), depot.folderOf(record.id));
    const project = await depot.takeIn(record);
    await project.reread();
  }
  await depot.takeOver(settings);
}
