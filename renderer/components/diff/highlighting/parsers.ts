import type { Parser } from '@lezer/common';
import type { Language } from '../../../view/diff/language.ts';

/** Each language's parser is loaded when the first file of it is opened. */
export const PARSERS: Readonly<Record<Language, () => Promise<Parser>>> = {
  cpp: async () => (await import('@lezer/cpp')).parser,
  css: async () => (await import('@lezer/css')).parser,
  go: async () => (await import('@lezer/go')).parser,
  html: loadHtml,
  java: async () => (await import('@lezer/java')).parser,
  javascript: () => loadJavaScript('jsx'),
  json: async () => (await import('@lezer/json')).parser,
  markdown: loadMarkdown,
  php: async () => (await import('@lezer/php')).parser,
  python: async () => (await import('@lezer/python')).parser,
  rust: async () => (await import('@lezer/rust')).parser,
  sass: async () => (await import('@lezer/sass')).parser,
  typescript: () => loadJavaScript('jsx ts'),
  xml: async () => (await import('@lezer/xml')).parser,
  yaml: async () => (await import('@lezer/yaml')).parser,
};

async function loadJavaScript(dialect: string): Promise<Parser> {
  const { parser } = await import('@lezer/javascript');
  return parser.configure({ dialect });
}

async function loadMarkdown(): Promise<Parser> {
  const { GFM, parser } = await import('@lezer/markdown');
  return parser.configure(GFM);
}

/** With the scripts and styles inside. */
async function loadHtml(): Promise<Parser> {
  const [{ configureNesting, parser }, script, style] = await Promise.all([
    import('@lezer/html'),
    loadJavaScript('jsx ts'),
    PARSERS.css(),
  ]);
  const wrap = configureNesting([
    { tag: 'script', parser: script },
    { tag: 'style', parser: style },
  ]);
  return parser.configure({ wrap });
}
