import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { explainDataFolder } from '../engine/errors/data-folder.ts';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const HERE: Surroundings = { platform: process.platform, env: process.env, home: homedir() };

/**
 * Where a node keeps its key, its state and its control socket: `asked`, else `SHOAL_DATA_DIR`,
 * else the platform's folder for settings (on Linux that of the XDG Base Directory Specification).
 */
export function dataFolder(asked: string | undefined, around: Surroundings = HERE): string {
  const { platform, env, home } = around;
  const chosen = asked || env.SHOAL_DATA_DIR;
  if (chosen) return resolve(chosen);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Shoal');
    case 'win32':
      return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Shoal');
    default:
      return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'shoal');
  }
}

/**
 * Makes the folder, for this user only, unless it is there.
 * @throws NotAFolderError, NoAccessError, ReadOnlyError, DiskFullError
 */
export async function createDataFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw explainDataFolder(folder, error);
  });
}
