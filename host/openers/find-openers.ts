import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Opener } from '../../shared/api/opener.ts';
import { KNOWN_OPENERS, type KnownOpener, TERMINAL_EDITORS } from './known-openers.ts';

/** A program that is here. */
export interface FoundOpener extends Opener {
  /** @param terminal the id of the one that is chosen, for what runs in a terminal */
  readonly command: (folder: string, terminal: string | null) => OpenerCommand;
}

/** A program's file, and what it is told; it is started in the folder. */
interface OpenerCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** A program that Shoal knows, and where it is. */
interface Found {
  readonly known: KnownOpener;
  readonly file: string;
}

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** As the variable `PATH` has it. */
  readonly path: string;
}

/** What of the editors and terminals that Shoal knows is on this computer. */
export function findOpeners(surroundings: Surroundings): readonly FoundOpener[] {
  const found = KNOWN_OPENERS.flatMap((known): Found[] => {
    const file = fileOf(known, surroundings);
    return file === null ? [] : [{ known, file }];
  });
  const openers = found.map(({ known: { id, name, kind, args }, file }): FoundOpener => {
    return { id, name, kind, command: (folder) => ({ file, args: args(folder) }) };
  });
  return [...openers, ...editorsInTerminals(found, surroundings)];
}

/** Run by the terminal that is chosen, or else by the first that can run a program. */
function editorsInTerminals(found: readonly Found[], surroundings: Surroundings): FoundOpener[] {
  const terminals = found.filter(({ known }) => known.running !== null);
  const [first] = terminals;
  if (first === undefined) return [];
  return TERMINAL_EDITORS.flatMap(({ id, name, commands }): FoundOpener[] => {
    const editor = inPath(commands, surroundings);
    if (editor === null) return [];
    const command = (folder: string, terminal: string | null) => {
      const { known, file } = terminals.find((each) => each.known.id === terminal) ?? first;
      return { file, args: [...known.args(folder), ...(known.running ?? []), editor, '.'] };
    };
    return [{ id, name, kind: 'editor', command }];
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
