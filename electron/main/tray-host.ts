import { execFile } from 'node:child_process';

const TIMEOUT_MS = 1_000;

/**
 * Whether this desktop shows tray icons. Windows and macOS do; on Linux someone must own the name
 * of the StatusNotifierItem specification's watcher, which on GNOME takes an extension.
 */
export async function hasTrayHost(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const answer = await dbusSend([
    '--session',
    '--dest=org.freedesktop.DBus',
    '--print-reply=literal',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    'string:org.kde.StatusNotifierWatcher',
  ]);
  return answer.includes('boolean true');
}

/** Without a session bus, or the tool, there is no tray either. */
function dbusSend(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile('dbus-send', args, { timeout: TIMEOUT_MS }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });
}
