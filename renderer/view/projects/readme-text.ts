/** How much of a README is shown, in characters: what is longer takes too long to lay out. */
export const SHOWN_LENGTH = 64 * 1024;
/** Quotes, lists and links deeper than this are nobody's README. */
const MAX_NESTING = 24;
const MAX_LINE_MARKERS = 400;
const MAX_BLOCK_MARKERS = 2_000;

export interface ReadmeText {
  readonly text: string;
  readonly isCut: boolean;
  /** Markdown that is safe to lay out; anything else is shown as it is. */
  readonly isMarkdown: boolean;
}

/** What to show of a README. */
export function readmeText(readme: {
  readonly name: string;
  readonly text: string;
  readonly isCut: boolean;
}): ReadmeText {
  // The cut may go through a character that takes two units.
  const text = readme.text.slice(0, SHOWN_LENGTH).replace(/\p{Cs}$/u, '');
  return {
    text,
    isCut: readme.isCut || text.length < readme.text.length,
    isMarkdown: /\.(?:md|markdown)$/i.test(readme.name) && !isHostile(text),
  };
}

/**
 * Whether laying it out would take too long, or nest without end: each marker at a line's start opens a
 * level, and emphasis is looked for throughout a block (4 s for 64 KiB of tildes).
 */
function isHostile(text: string): boolean {
  return (
    text.split('\n').some(nestsDeeply) ||
    text.split(/\n[ \t]*\n/).some((block) => timesOf(block, /[*_~]/g) > MAX_BLOCK_MARKERS)
  );
}

function nestsDeeply(line: string): boolean {
  const start = /^[\s>*+\-\d.)]*/.exec(line)?.[0] ?? '';
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  return (
    timesOf(start, />|[*+-](?=\s)|\d[.)](?=\s)/g) > MAX_NESTING ||
    indent.length > 8 * MAX_NESTING ||
    timesOf(line, /[[\]*_~`]/g) > MAX_LINE_MARKERS
  );
}

function timesOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
