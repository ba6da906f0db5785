const MAX_LENGTH = 80;
const PREFIX = 'repository-';

/** Devices, which Windows sees in a name whatever comes behind a dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i;

/**
 * Endings with which a folder is more than that: macOS opens it as a program, a document or an extension of the
 * system; for git, `x.git` is a repository without files, and Windows shows `x.{<class id>}` as one of its own.
 */
const TELLING =
  /\.(?=(?:app|appex|action|bundle|component|framework|git|kext|mdimporter|mpkg|osax|pkg|plugin|prefpane|qlgenerator|rtfd|saver|scptd|service|systemextension|wdgt|workflow|xpc|\{[^.]*)$)/i;

/** A folder name that every system takes, and takes for a plain folder: what it would trip over is dropped. */
export function folderName(name: string): string {
  const clean = name
    .normalize('NFC')
    // Invisible: macOS may pass over it, and people cannot see it.
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*~]+/gu, '-')
    .replace(/^[.\s-]+/, '');
  const cut = withoutEnd(atMost(clean, MAX_LENGTH - PREFIX.length)).replace(TELLING, '-');
  if (cut === '') return 'repository';
  return DEVICE.test(cut) ? `${PREFIX}${cut}` : cut;
}

/** Whether every system takes a folder of this name for a plain one, and shows what is in it. */
export function isPlainFolder(name: string): boolean {
  return !TELLING.test(name);
}

function withoutEnd(name: string): string {
  return name.replace(/[.\s-]+$/, '');
}

/** Cut between two characters, never inside of one. */
function atMost(name: string, length: number): string {
  if (name.length <= length) return name;
  return name.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
