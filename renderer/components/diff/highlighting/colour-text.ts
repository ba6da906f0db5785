import { type Parser, type Tree, TreeFragment } from '@lezer/common';
import { highlightTree, type Tag, tagHighlighter, tags } from '@lezer/highlight';
import { STYLES } from './messages.ts';

/** What is on screen first is told first; in UTF-16 units. */
const FIRST_STOP = 16 * 1024;
/** After that, so much at a time: some tenth of a second of a core. */
const STEP = 128 * 1024;
/** Longer texts stay as they are: nobody reads so far, and the tree of all of it has to be held. */
const LONGEST = 8 * 1024 * 1024;

const STYLE_OF: readonly (readonly [(typeof STYLES)[number], readonly Tag[]])[] = [
  ['keyword', [tags.keyword, tags.modifier, tags.self, tags.atom, tags.bool, tags.null]],
  ['string', [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue, tags.link]],
  ['comment', [tags.comment, tags.docString]],
  ['number', [tags.number, tags.color, tags.unit]],
  [
    'name',
    [
      tags.function(tags.variableName),
      tags.function(tags.definition(tags.variableName)),
      tags.function(tags.propertyName),
      tags.macroName,
      tags.definition(tags.propertyName),
    ],
  ],
  ['type', [tags.typeName, tags.className, tags.namespace]],
  ['tag', [tags.tagName, tags.attributeName, tags.meta, tags.processingInstruction]],
  ['heading', [tags.heading, tags.strong]],
];

/** A style's place in `STYLES` in place of a class. */
const highlighter = tagHighlighter(
  STYLE_OF.flatMap(([style, all]) =>
    all.map((tag) => ({ tag, class: String(STYLES.indexOf(style)) })),
  ),
);

/** A part of a text, with its tokens as `ColourAnswer` has them. */
export interface ColouredPart {
  /** Where it ends, in UTF-16 units; it begins where the part before it does. */
  readonly to: number;
  readonly tokens: Uint32Array<ArrayBuffer>;
}

/**
 * The parts of a text from its beginning to its end, each of which is parsed only when it is asked for. What cannot be
 * parsed has none.
 */
export function* colourText(parser: Parser, text: string): Generator<ColouredPart> {
  if (text.length > LONGEST) return;
  let fragments: readonly TreeFragment[] = [];
  let from = 0;
  do {
    const to = Math.min(from === 0 ? FIRST_STOP : from + STEP, text.length);
    const tree = parseUpTo(parser, text, to, fragments);
    fragments = TreeFragment.addTree(tree, [], true);
    yield { to, tokens: tokensOf(tree, from, to) };
    from = to;
  } while (from < text.length);
}

function parseUpTo(
  parser: Parser,
  text: string,
  to: number,
  fragments: readonly TreeFragment[],
): Tree {
  const parse = parser.startParse(text, fragments);
  parse.stopAt(to);
  for (;;) {
    const tree = parse.advance();
    if (tree !== null) return tree;
  }
}

function tokensOf(tree: Tree, start: number, end: number): Uint32Array<ArrayBuffer> {
  const tokens: number[] = [];
  const put = (from: number, to: number, classes: string) => {
    // The innermost of several is the last.
    const style = Number(classes.slice(classes.lastIndexOf(' ') + 1));
    tokens.push(Math.max(from, start), Math.min(to, end), style);
  };
  highlightTree(tree, highlighter, put, start, end);
  return Uint32Array.from(tokens);
}
