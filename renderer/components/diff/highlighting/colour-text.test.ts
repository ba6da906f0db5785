import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../view/diff/language.ts';
import { colourText } from './colour-text.ts';
import { STYLES } from './messages.ts';
import { PARSERS } from './parsers.ts';

/** The tokens of all parts, with their words. */
async function coloured(language: (typeof LANGUAGES)[number], text: string) {
  const parts = [...colourText(await PARSERS[language](), text)];
  const numbers = parts.flatMap(({ tokens }) => [...tokens]);
  return Array.from({ length: numbers.length / 3 }, (_, i) => {
    const [from = 0, to = 0, style = 0] = numbers.slice(3 * i, 3 * i + 3);
    return { word: text.slice(from, to), style: STYLES[style], from, to };
  });
}

test('words of a language have their styles', async () => {
  const tokens = await coloured(
    'typescript',
    "import { a } from './b'; // why\nconst n: Map = f(1);",
  );
  const styleOf = (word: string) => tokens.find((token) => token.word === word)?.style;
  expect(styleOf('import')).toBe('keyword');
  expect(styleOf("'./b'")).toBe('string');
  expect(styleOf('// why')).toBe('comment');
  expect(styleOf('Map')).toBe('type');
  expect(styleOf('f')).toBe('name');
  expect(styleOf('1')).toBe('number');
});

test.each(LANGUAGES)('%s is parsed, whatever is written in it', async (language) => {
  for (const text of ['', 'x', '<a href="b">/* c */ "d" 1 # e\n---\nf: g\n', '\u202e\0\ud800']) {
    await expect(coloured(language, text)).resolves.toBeDefined();
  }
});

test('a long text is told in parts, in order, and nothing twice', async () => {
  const text = Array.from({ length: 3_000 }, (_, i) => `const n${i} = 'text ${i}';`).join('\n');
  const parts = [...colourText(await PARSERS.typescript(), text)];
  expect(parts.map(({ to }) => to)).toEqual([16 * 1024, text.length]);
  const tokens = await coloured('typescript', text);
  expect(tokens.filter(({ style }) => style === 'string')).toHaveLength(3_000);
  const isInOrder = ({ from }: { from: number }, index: number) =>
    from >= (tokens[index - 1]?.to ?? 0);
  expect(tokens.every(isInOrder)).toBe(true);
});

test('of a text only as much is parsed as is asked for', async () => {
  const parser = await PARSERS.typescript();
  const text = `${'const n = 1;\n'.repeat(20_000)}${'x'.repeat(2_000)}`;
  let furthest = 0;
  const watched = {
    startParse: (...[input, ...rest]: Parameters<typeof parser.startParse>) => {
      const parse = parser.startParse(input, ...rest);
      return {
        advance: () => {
          const tree = parse.advance();
          furthest = Math.max(furthest, parse.parsedPos);
          return tree;
        },
        stopAt: (to: number) => parse.stopAt(to),
      };
    },
  } as typeof parser;
  const parts = colourText(watched, text);
  expect(furthest).toBe(0);
  expect(parts.next().value?.to).toBe(16 * 1024);
  expect(furthest).toBeGreaterThan(15 * 1024);
  expect(furthest).toBeLessThan(20 * 1024);
  expect(parts.next().value?.to).toBe(144 * 1024);
  expect(furthest).toBeLessThan(150 * 1024);
});

test('what nests without end is coloured, or fails as the worker expects it', async () => {
  const parser = await PARSERS.typescript();
  try {
    [...colourText(parser, '[('.repeat(20_000))];
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
  }
});

test('a text that is too long to be read has no colours', async () => {
  const parser = await PARSERS.typescript();
  expect([...colourText(parser, ' '.repeat(9 * 1024 * 1024))]).toEqual([]);
});
