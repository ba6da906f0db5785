import { isUtf8 } from 'node:buffer';

/** Where a byte that is no UTF-8 goes: 0x80 becomes U+DC80, as Python's PEP 383 has it. */
const ESCAPE = 0xdc00;
const ESCAPED_BYTE = /[\udc80-\udcff]/gu;

/**
 * What git printed, as a string that loses nothing: to git, refs and paths are bytes, and need not be
 * UTF-8. A byte that is none becomes a lone surrogate. So two names that differ stay two names, `bytesOf`
 * gives them back to git as they were, and the rules for what is told to others refuse them.
 */
export function textOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += bytes.toString('utf8', start, at) + String.fromCharCode(ESCAPE + (bytes[at] ?? 0));
    at += 1;
    start = at;
  }
  return text + bytes.toString('utf8', start);
}

/** The bytes that `textOf` made this of. */
export function bytesOf(text: string): Buffer {
  if (!isEscaped(text)) return Buffer.from(text);
  const pieces = [...text].map((character) =>
    isEscaped(character) ? Buffer.of(byteOf(character)) : Buffer.from(character),
  );
  return Buffer.concat(pieces);
}

/** Whether the bytes were not UTF-8. */
export function isEscaped(text: string): boolean {
  return text.search(ESCAPED_BYTE) >= 0;
}

/** A ref or a path to be read by people, as git itself prints it: `caf\351`. */
export function quotedName(text: string): string {
  return text.replace(ESCAPED_BYTE, (character) => `\\${byteOf(character).toString(8)}`);
}

/** A person's name or a commit's subject: without a word on its encoding, Latin-1 is the best guess. */
export function guessedText(text: string): string {
  return text.replace(ESCAPED_BYTE, (character) => String.fromCharCode(byteOf(character)));
}

function byteOf(escaped: string): number {
  return escaped.charCodeAt(0) - ESCAPE;
}

/** Of the character that begins here, in bytes; 0 if none does. */
function characterLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length ? length : 0;
}
