import { type Parser, type Tree, TreeFragment } from '@lezer/common';
import { highlightTree, type Tag, tagHighlighter, tags } from '@lezer/highlight';
import { STYLES } from './messages.ts';

/** What is on screen first is told first; in UTF-16 units. */
const FIRST_STOPS = [16 * 1024, 256 * 1024];
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

/**
 * The tokens of a text as `ColourAnswer` has them, in parts from its beginning to its end, so that the first of them need
 * not wait for the last. What cannot be parsed has none.
 */
export function* colourText(parser: Parser, text: string): Generator<Uint32Array<ArrayBuffer>> {
  if (text.length > LONGEST) return;
  let fragments: readonly TreeFragment[] = [];
  let from = 0;
  for (const to of [...FIRST_STOPS.filter((stop) => stop < text.length), text.length]) {
    const tree = parseUpTo(parser, text, to, fragments);
    fragments = TreeFragment.addTree(tree, [], true);
    yield tokensOf(tree, from, to);
    from = to;
  }
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
