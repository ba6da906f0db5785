import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Opener } from '../../shared/api/opener.ts';
import { KNOWN_OPENERS, type KnownOpener, TERMINAL_EDITORS } from './known-openers.ts';

/** A program that is here. */
export interface FoundOpener extends Opener {
  /** Its file, and what it is told; it is started in the folder. */
  readonly file: string;
  readonly args: (folder: string) => readonly string[];
}

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** As the variable `PATH` has it. */
  readonly path: string;
}

/** What of the editors and terminals that Shoal knows is on this computer. */
export function findOpeners(surroundings: Surroundings): readonly FoundOpener[] {
  const found = KNOWN_OPENERS.flatMap((known) => {
    const file = fileOf(known, surroundings);
    return file === null ? [] : [{ known, file }];
  });
  const openers = found.map(({ known: { id, name, kind, args }, file }): FoundOpener => {
    return { id, name, kind, file, args };
  });
  return [...openers, ...editorsInTerminals(found, surroundings)];
}

/** Run by the first terminal that can run a program. */
function editorsInTerminals(
  found: readonly { readonly known: KnownOpener; readonly file: string }[],
  surroundings: Surroundings,
): FoundOpener[] {
  const terminal = found.find(({ known }) => known.running !== null);
  if (terminal === undefined) return [];
  const { known, file } = terminal;
  return TERMINAL_EDITORS.flatMap(({ id, name, commands }): FoundOpener[] => {
    const editor = inPath(commands, surroundings);
    if (editor === null) return [];
    const args = (folder: string) => [...known.args(folder), ...(known.running ?? []), editor, '.'];
    return [{ id, name, kind: 'editor', file, args }];
  });
}

function fileOf({ commands, places }: KnownOpener, surroundings: Surroundings): string | null {
  const { platform, home } = surroundings;
  const elsewhere = (places[platform] ?? []).map((place) => place.replace(/^~/, home));
  return inPath(commands, surroundings) ?? elsewhere.find(isProgram) ?? null;
}

/** On Windows a command without `.exe` needs a shell, and is passed over. */
function inPath(commands: readonly string[], { platform, path }: Surroundings): string | null {
  // One that is relative would be looked for wherever Shoal was started.
  const folders = path.split(delimiter).filter(isAbsolute);
  const ending = platform === 'win32' ? '.exe' : '';
  for (const command of commands) {
    for (const folder of folders) {
      const file = join(folder, `${command}${ending}`);
      if (isProgram(file)) return file;
    }
  }
  return null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
