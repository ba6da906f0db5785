import { createHash } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Where a data folder's control socket is. */
export type ControlAddress =
  | { readonly kind: 'pipe'; readonly path: string }
  /** `folder` holds nothing but sockets, is for this user only, and has to be made. */
  | { readonly kind: 'socket'; readonly path: string; readonly folder: string };

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly temporary: string;
  readonly user: string;
}

/** `sun_path` of unix(7) holds 108 bytes with its zero; macOS and the BSDs have 104. */
const MAX_SOCKET_PATH = 103;

export function controlAddress(
  dataFolder: string,
  { platform, temporary, user }: Surroundings = here(),
): ControlAddress {
  const digest = createHash('sha256').update(dataFolder).digest('hex').slice(0, 32);
  if (platform === 'win32') return { kind: 'pipe', path: `\\\\.\\pipe\\shoal-${digest}` };
  const beside = join(dataFolder, 'run');
  const path = join(beside, 'control.sock');
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH) return { kind: 'socket', path, folder: beside };
  const folder = join(temporary, `shoal-${user}`);
  return { kind: 'socket', path: join(folder, `${digest}.sock`), folder };
}

function here(): Surroundings {
  const { platform } = process;
  // User names may hold anything; the number is enough, and Windows has none and needs none.
  const user = platform === 'win32' ? '' : String(userInfo().uid);
  return { platform, temporary: tmpdir(), user };
}
