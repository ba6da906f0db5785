import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { DepotSaved } from '../../shared/api/depot-state.ts';
import type { Depot } from '../depot/depot.ts';
import { type DepotProject, PROJECT_FILES } from '../depot/depot-project.ts';
import {
  type DepotRecord,
  depotRecordSchema,
  depotSettingsSchema,
} from '../depot/depot-records.ts';
import { folderBytes } from '../depot/folder-bytes.ts';
import { BackupFolderError, NoBackupError } from '../errors/depot.ts';
import { explainUnusable } from './explain-unusable.ts';

/** What is copied of a repository: neither settings nor hooks, which are made anew, nor what is under way. */
const REPOSITORY_FILES = ['HEAD', 'packed-refs', 'refs', 'objects'] as const;

/** Says what a folder holds, and is written last: without it there is no backup. */
const CONTENTS = 'backup.json';

const contentsSchema = z.object({
  type: z.literal('shoal-depot-backup'),
  v: z.literal(1),
  settings: depotSettingsSchema,
  projects: z.array(depotRecordSchema),
});
export type BackupContents = z.infer<typeof contentsSchema>;

/**
 * Copies all that a depot keeps into a folder of its own, each project while nothing changes it. Until it is complete
 * it lies beside that folder.
 * @throws BackupFolderError, FolderUnusableError
 */
export async function backUp(depot: Depot, path: string, signal: AbortSignal): Promise<DepotSaved> {
  if ((await readdir(path).catch(() => [])).length > 0) throw new BackupFolderError(path);
  const unfinished = join(dirname(path), `.${crypto.randomUUID()}.shoal-backup`);
  try {
    await mkdir(unfinished, { mode: 0o700 }).catch((error: unknown) => {
      throw explainUnusable(path, error);
    });
    const projects: DepotRecord[] = [];
    for (const project of depot.all) {
      signal.throwIfAborted();
      projects.push(await copyOut(project, join(unfinished, project.record.id)));
    }
    const contents: BackupContents = {
      ...{ type: 'shoal-depot-backup', v: 1 },
      ...{ settings: depot.settings, projects },
    };
    await writeFileAtomic(join(unfinished, CONTENTS), `${JSON.stringify(contents, null, 2)}\n`);
    const bytes = await folderBytes(unfinished);
    await rm(path, { recursive: true, force: true });
    await rename(unfinished, path);
    return { path, projects: projects.length, bytes };
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** @throws NoBackupError */
export async function readBackup(path: string): Promise<BackupContents> {
  try {
    return contentsSchema.parse(JSON.parse(await readFile(join(path, CONTENTS), 'utf8')));
  } catch (error) {
    throw new NoBackupError(path, 'it is no backup of a depot, or not a whole one', error);
  }
}

async function copyOut(project: DepotProject, to: string): Promise<DepotRecord> {
  return project.exclusively(async (opened) => {
    const repository = join(to, PROJECT_FILES.repository);
    await mkdir(repository, { recursive: true, mode: 0o700 });
    await copyRepository(opened.path, repository);
    await copyTree(project.chainFolder, join(to, PROJECT_FILES.chain));
    return project.record;
  });
}

/** Copies objects and refs; files that a program of git's is just writing are left out. */
export async function copyRepository(from: string, to: string): Promise<void> {
  const there = new Set(await readdir(from));
  for (const name of REPOSITORY_FILES) {
    if (there.has(name)) await copyTree(join(from, name), join(to, name));
  }
}

/** Copies files and folders, and nothing that leads elsewhere. */
export async function copyTree(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !/(?:\.lock|[\\/]tmp_[^\\/]*)$/.test(source),
  });
}
