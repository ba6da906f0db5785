import { t } from '../../texts/texts.ts';
/** A character that cannot be seen, or that changes how what stands after it is read. */
export interface HiddenCharacter {
  /** Where it begins and ends in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** A few letters to show in its place. */
  readonly sign: string;
  /** As Unicode calls it, or by its number. */
  readonly name: string;
}

/** What nearly every line consists of. */
const PLAIN = /^[\t\u0020-\u007e]*$/;

/** Controls, formats, what is not assigned, and white space that looks like other white space, or like nothing. */
const HIDDEN =
  /(?![\t\u0020])(?:\p{C}|\p{Z}|\p{Variation_Selector}|[\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5)/gu;

/** What holds the parts of an emoji together, and elsewhere is only hidden. */
const BEFORE_JOINER = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?$/u;
const AFTER_JOINER = /^\p{Extended_Pictographic}/u;
const BEFORE_SELECTOR = /\p{Extended_Pictographic}$/u;
/** As long as an emoji before a joiner, in UTF-16 units. */
const AROUND = 3;

/** Abbreviations and names of those that a reader should know at sight (Unicode 16, chapter 23). */
const NAMED: Readonly<Record<string, readonly [sign: string, name: string]>> = {
  '\u0000': ['NUL', 'null'],
  '\u0007': ['BEL', 'bell'],
  '\u0008': ['BS', 'backspace'],
  '\u000b': ['VT', 'vertical tab'],
  '\u000c': ['FF', 'form feed'],
  '\r': ['CR', 'carriage return'],
  '\u001b': ['ESC', 'escape, which begins a command to a terminal'],
  '\u007f': ['DEL', 'delete'],
  '\u0085': ['NEL', 'next line'],
  '\u009b': ['CSI', 'control sequence introducer, which begins a command to a terminal'],
  '\u00a0': ['NBSP', 'no-break space'],
  '\u00ad': ['SHY', 'soft hyphen'],
  '\u034f': ['CGJ', 'combining grapheme joiner'],
  '\u061c': ['ALM', 'Arabic letter mark'],
  '\u200b': ['ZWSP', 'zero width space'],
  '\u200c': ['ZWNJ', 'zero width non-joiner'],
  '\u200d': ['ZWJ', 'zero width joiner'],
  '\u200e': ['LRM', 'left-to-right mark'],
  '\u200f': ['RLM', 'right-to-left mark'],
  '\u2028': ['LS', 'line separator'],
  '\u2029': ['PS', 'paragraph separator'],
  '\u202a': ['LRE', 'left-to-right embedding'],
  '\u202b': ['RLE', 'right-to-left embedding'],
  '\u202c': ['PDF', 'pop directional formatting'],
  '\u202d': ['LRO', 'left-to-right override'],
  '\u202e': ['RLO', 'right-to-left override'],
  '\u2060': ['WJ', 'word joiner'],
  '\u2066': ['LRI', 'left-to-right isolate'],
  '\u2067': ['RLI', 'right-to-left isolate'],
  '\u2068': ['FSI', 'first strong isolate'],
  '\u2069': ['PDI', 'pop directional isolate'],
  '\u2800': ['BLANK', 'braille pattern blank'],
  '\u3164': ['HF', 'Hangul filler'],
  '\ufeff': ['BOM', 'byte order mark, or zero width no-break space'],
  '\uffa0': ['HF', 'halfwidth Hangul filler'],
};

/** All of a text that a reader would not see, or see as something else, from left to right. */
export function hiddenCharacters(text: string): readonly HiddenCharacter[] {
  if (PLAIN.test(text)) return [];
  return [...text.matchAll(HIDDEN)].flatMap(({ 0: character, index: from }) => {
    const to = from + character.length;
    return isOfEmoji(character, text, from) ? [] : [{ from, to, ...signOf(character) }];
  });
}

/** A text for where signs cannot be drawn, such as a tooltip: `user‹RLO›nimda`. */
export function readableText(text: string): string {
  let readable = '';
  let at = 0;
  for (const { from, to, sign } of hiddenCharacters(text)) {
    readable += `${text.slice(at, from)}‹${sign}›`;
    at = to;
  }
  return readable + text.slice(at);
}

function isOfEmoji(character: string, text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - AROUND), at);
  if (character === '\ufe0f') return BEFORE_SELECTOR.test(before);
  if (character !== '\u200d') return false;
  return BEFORE_JOINER.test(before) && AFTER_JOINER.test(text.slice(at + 1, at + 1 + AROUND));
}

/** A byte that is no UTF-8 stands for itself in a path: U+DC80 for 0x80. */
const FIRST_BYTE = 0xdc80;
const LAST_BYTE = 0xdcff;

function signOf(character: string): Pick<HiddenCharacter, 'sign' | 'name'> {
  const number = character.charCodeAt(0);
  if (number >= FIRST_BYTE && number <= LAST_BYTE) {
    const byte = number & 0xff;
    return {
      sign: `\\${byte.toString(8)}`,
      name: t.head.diff.notUtf8(byte.toString(16).toUpperCase()),
    };
  }
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const named = NAMED[character];
  if (named === undefined) return { sign: code, name: code };
  const [sign, name] = named;
  return { sign, name: `${name} (${code})` };
}
