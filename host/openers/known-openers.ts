import type { Opener } from '../../shared/api/opener.ts';

/** A program that may be here, and how a folder is opened in it. */
export interface KnownOpener extends Opener {
  /** As it is called where programs are looked for. */
  readonly commands: readonly string[];
  /** Where else it may be; `~` for the home folder. */
  readonly places: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>;
  /** What it is told, beside being started in the folder. */
  readonly args: (folder: string) => readonly string[];
  /** How a terminal is told to run a program; null for what is no terminal. */
  readonly running: readonly string[] | null;
}

/** An editor that runs inside of a terminal. */
export interface TerminalEditor {
  readonly id: string;
  readonly name: string;
  readonly commands: readonly string[];
}

const itself = (folder: string) => [folder];
const nothing = () => [];

function editor(
  id: string,
  name: string,
  commands: readonly string[],
  places: KnownOpener['places'] = {},
): KnownOpener {
  return { id, name, kind: 'editor', commands, places, args: itself, running: null };
}

function terminal(
  id: string,
  name: string,
  running: readonly string[] | null,
  more: Partial<KnownOpener> = {},
): KnownOpener {
  const commands = [id];
  return { id, name, kind: 'terminal', commands, places: {}, args: nothing, running, ...more };
}

/** JetBrains' own: their Toolbox puts a command for each into one folder. */
function jetbrains(command: string, name: string, app: string): KnownOpener {
  return editor(command, name, [command], {
    linux: [
      `~/.local/share/JetBrains/Toolbox/scripts/${command}`,
      `/snap/bin/${command}`,
      `/opt/${command}/bin/${command}.sh`,
    ],
    darwin: [
      `/Applications/${app}.app/Contents/MacOS/${command}`,
      `~/Applications/${app}.app/Contents/MacOS/${command}`,
    ],
    win32: [],
  });
}

/** The first of each kind that is here is used until the user chooses another one. */
export const KNOWN_OPENERS: readonly KnownOpener[] = [
  editor('vscode', 'VS Code', ['code'], {
    linux: ['/snap/bin/code', '/usr/share/code/bin/code'],
    darwin: ['/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code'],
    win32: ['~\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe'],
  }),
  editor('vscodium', 'VSCodium', ['codium'], {
    darwin: ['/Applications/VSCodium.app/Contents/Resources/app/bin/codium'],
  }),
  editor('zed', 'Zed', ['zed', 'zeditor'], {
    linux: ['~/.local/bin/zed'],
    darwin: ['/Applications/Zed.app/Contents/MacOS/cli'],
    win32: ['~\\AppData\\Local\\Programs\\Zed\\Zed.exe'],
  }),
  jetbrains('idea', 'IntelliJ IDEA', 'IntelliJ IDEA'),
  jetbrains('webstorm', 'WebStorm', 'WebStorm'),
  jetbrains('pycharm', 'PyCharm', 'PyCharm'),
  jetbrains('goland', 'GoLand', 'GoLand'),
  jetbrains('clion', 'CLion', 'CLion'),
  jetbrains('phpstorm', 'PhpStorm', 'PhpStorm'),
  jetbrains('rustrover', 'RustRover', 'RustRover'),
  editor('sublime', 'Sublime Text', ['subl'], {
    darwin: ['/Applications/Sublime Text.app/Contents/SharedSupport/bin/subl'],
    win32: ['C:\\Program Files\\Sublime Text\\sublime_text.exe'],
  }),
  terminal('wt', 'Windows Terminal', null, {
    args: (folder) => ['-d', folder],
    places: { win32: ['~\\AppData\\Local\\Microsoft\\WindowsApps\\wt.exe'] },
  }),
  terminal('terminal-app', 'Terminal', null, {
    commands: [],
    places: { darwin: ['/usr/bin/open'] },
    args: (folder) => ['-a', 'Terminal', folder],
  }),
  terminal('gnome-terminal', 'GNOME Terminal', ['--']),
  terminal('ptyxis', 'Ptyxis', ['--'], { args: () => ['--new-window'] }),
  terminal('konsole', 'Konsole', ['-e']),
  terminal('xfce4-terminal', 'Xfce Terminal', ['-x']),
  terminal('kitty', 'kitty', []),
  terminal('ghostty', 'Ghostty', ['-e']),
  terminal('alacritty', 'Alacritty', ['-e']),
  terminal('wezterm', 'WezTerm', ['--'], { args: () => ['start', '--cwd', '.'] }),
  terminal('foot', 'foot', []),
  terminal('xterm', 'xterm', ['-e']),
];

export const TERMINAL_EDITORS: readonly TerminalEditor[] = [
  { id: 'vim', name: 'Vim in a terminal', commands: ['nvim', 'vim'] },
];
