/**
 * A desktop entry for the folder `autostart` (freedesktop.org's Desktop Application Autostart Specification).
 * @param command the program and its arguments, as they are
 */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Shoal',
    'Comment=Finds git teammates on the local network',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether the desktop heeds such an entry: its own settings turn one off by a line in it. */
export function isAutostartOn(entry: string): boolean {
  return !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/im.test(entry);
}

/** Desktop Entry Specification, “The Exec key”: quoted first, then escaped as every string there. */
function quoted(argument: string): string {
  const inQuotes = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${inQuotes.replaceAll('\\', '\\\\')}"`;
}
