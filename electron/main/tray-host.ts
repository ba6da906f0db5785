import { dbusSend } from '../../host/dbus-send.ts';

/**
 * Whether this desktop shows tray icons. Windows and macOS do; on Linux someone must own the name
 * of the StatusNotifierItem specification's watcher, which on GNOME takes an extension. Without a session bus
 * there is none.
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
