import { access, constants } from 'node:fs/promises';
import type { PlainGit } from '../../shared/api/plain-git.ts';
import { addIncludes, type Include, readIncludes, removeIncludes } from './global-settings.ts';
import type { Installation } from './guard.ts';
import {
  type OwnFiles,
  ownFiles,
  readRecord,
  removeOwnFiles,
  writeOwnFiles,
  writeRecord,
} from './own-files.ts';
import { hostNamed } from './patterns.ts';

/** Clones of teammates' copies: git has to find the helper there, too. */
const TEAMMATES = 'gtp://**';

/**
 * Lets git use Shoal for these hosts, and for those that were named before.
 * @throws NoHostError, GitConfigError
 */
export async function enableAcceleration(
  installation: Installation,
  names: readonly string[],
): Promise<void> {
  const files = ownFiles(installation.dataFolder);
  const asked = names.map((name) => hostNamed(name).name);
  const record = await readRecord(files);
  const isOn = (await includesOf(files)).length > 0;
  const hosts = [...new Set([...(isOn ? (record?.hosts ?? []) : []), ...asked])];
  // As it was, and then anew: so the last word on what was there before is the first one.
  await disableAcceleration(installation.dataFolder);
  await writeOwnFiles(files, installation);
  const patterns = hosts.flatMap((name) => hostNamed(name).patterns);
  const before = await addIncludes([
    ...patterns.map((pattern) => ({ pattern, file: files.accelerator })),
    { pattern: TEAMMATES, file: files.helper },
  ]);
  const { runtime, helper: program } = installation;
  await writeRecord(files, { hosts, before, runtime, program });
}

/**
 * Where the helper that git was told of is gone, git is told of this one: a program may be moved, and an AppImage lies
 * elsewhere each time it runs.
 * @throws GitConfigError
 */
export async function renewAcceleration(installation: Installation): Promise<void> {
  const files = ownFiles(installation.dataFolder);
  const record = await readRecord(files);
  if (record === null || (await canRun(record.runtime, record.program, files))) return;
  const { runtime, helper } = installation;
  if (!(await canRun(runtime, helper, files))) return;
  if ((await includesOf(files)).length > 0) await enableAcceleration(installation, []);
}

/** Leaves the user's settings as they were. @returns whether there was anything to turn off */
export async function disableAcceleration(dataFolder: string): Promise<boolean> {
  const files = ownFiles(dataFolder);
  const includes = await includesOf(files);
  if (includes.length > 0) {
    await removeIncludes(includes, (await readRecord(files))?.before ?? null);
  }
  await removeOwnFiles(files);
  return includes.length > 0;
}

export async function accelerationStatus(dataFolder: string): Promise<PlainGit> {
  const files = ownFiles(dataFolder);
  const includes = await includesOf(files);
  const record = await readRecord(files);
  const inForce = new Set(includes.map(({ pattern }) => pattern));
  const hosts = (record?.hosts ?? []).filter((name) =>
    hostNamed(name).patterns.every((pattern) => inForce.has(pattern)),
  );
  const path = record?.program ?? null;
  const found = record !== null && (await canRun(record.runtime, record.program, files));
  return { enabled: hosts.length > 0, hosts, helper: { found, path } };
}

function includesOf(files: OwnFiles): Promise<Include[]> {
  return readIncludes([files.accelerator, files.helper]);
}

async function canRun(runtime: string, program: string, files: OwnFiles): Promise<boolean> {
  try {
    await access(runtime, constants.X_OK);
    for (const file of [program, files.accelerator]) await access(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
