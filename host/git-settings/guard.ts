import { dirname, join } from 'node:path';
import { controlAddress } from '../control-socket/control-address.ts';
import { quoted } from './shell-word.ts';

export interface Installation {
  /** Node, or, where nothing is packaged, Electron as Node. */
  readonly runtime: string;
  readonly helper: string;
  /** Which Shoal is asked, unless `SHOAL_DATA_DIR` names another. */
  readonly dataFolder: string;
}

/** What runs now. @param engineFile the engine's entry: the helper is built beside it */
export function ownInstallation(engineFile: string, dataFolder: string): Installation {
  const helper = join(dirname(engineFile), 'git-remote-gtp.js');
  return { runtime: process.execPath, helper, dataFolder };
}

/**
 * The command line that a package brings beside its app (scripts/after-pack.mjs): the app's own binary runs nothing but
 * the app. @param resources the folder with the app's archive
 */
export function packagedInstallation(resources: string, dataFolder: string): Installation {
  const folder = join(resources, 'cli');
  const node = process.platform === 'win32' ? 'node.exe' : 'node';
  const helper = join(folder, 'out', 'main', 'git-remote-gtp.js');
  return { runtime: join(folder, 'bin', node), helper, dataFolder };
}

/**
 * What git runs as `git remote-gtp` (an alias, git-config(1)): Shoal's helper. Where that is gone, or no Shoal
 * runs, it is git's own helper instead, and a shell is all that this costs.
 */
export function guardAlias({ runtime, helper, dataFolder }: Installation): string {
  const address = controlAddress(dataFolder);
  const isThere = `test -x ${quoted(runtime)} && test -r ${quoted(helper)}`;
  const mayRun =
    address.kind === 'socket'
      ? ` && { test -n "$SHOAL_DATA_DIR" || test -S ${quoted(address.path)}; }`
      : '';
  const run = `SHOAL_DATA_DIR="\${SHOAL_DATA_DIR:-"$d"}" ELECTRON_RUN_AS_NODE=1 exec ${quoted(runtime)} ${quoted(helper)} "$@"`;
  return [
    `!f() { d=${quoted(dataFolder)};`,
    'case "$2" in http://*|https://*|ftp://*|ftps://*)',
    `if ! { ${isThere}${mayRun}; }; then exec git "remote-\${2%%:*}" "$@"; fi;; esac;`,
    `if ${isThere}; then ${run}; fi;`,
    // git adds nothing to what is said once its first question is answered.
    'read -r line; echo option; echo; read -r line;',
    'echo "fatal: Shoal is not there any more. Turn off what it does for git: git config --global --get-regexp ^includeif" >&2;',
    'exit 128; }; f',
  ].join(' ');
}
