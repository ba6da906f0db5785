import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** What is the same in every language. */
const EXCEPTIONS: ReadonlySet<string> = new Set([
  ...['Shoal', 'Shoal:', 'MB/s', 'Ctrl K', '⌘ K', 'git clone', 'jsx ts'],
  ...['https://example.org/team/app.git', '192.168.1.20:7654', 'main, feature/*', 'tags/*'],
]);

/** What speaks English by its nature, and why. */
const ENGLISH_FILES: Readonly<Record<string, string>> = {
  'electron/boot/arguments.ts': 'the command line',
  'electron/boot/index.ts': 'before there is anything that could speak',
  'electron/main/fatal-error.ts': 'before there is anything that could speak',
  'electron/main/system/autostart-entry.ts': 'a file for the system',
  'electron/main/tray-host.ts': 'what another program answers',
  'electron/utility-process-launcher.ts': 'the name of a process',
  'electron/main/window/ui-protocol.ts': 'an answer to no page of ours',
  'renderer/view/diff/hidden-characters.ts': 'the names of Unicode',
};

/** What is read, or read out. */
const TOLD = new Set([
  ...['alt', 'aria-description', 'aria-label', 'aria-roledescription', 'aria-valuetext'],
  ...['effect', 'hint', 'label', 'note', 'placeholder', 'sentence', 'subtitle', 'title', 'unit'],
  ...['body', 'textValue', 'tooltip'],
]);

const LETTERS = /\p{L}/u;
/** Two words beside each other, as no code has them; a line for a terminal begins with a program. */
const SENTENCE = /^(?!git |shoal )(?:.*\s)?\p{L}[\p{Ll}’']+,? \p{L}+/su;

/** What is checked: all letters where something is told, two words in a row elsewhere, nothing in code. */
type Place = 'told' | 'anywhere' | 'code';

const parsed = new Map<string, ts.SourceFile>();

function parse(name: string, text: string): ts.SourceFile {
  const known = parsed.get(name);
  if (known?.text === text) return known;
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  parsed.set(name, file);
  return file;
}

/** Every literal of a file that a user would read; each as `line: text`. */
function literalsIn(name: string, text: string): string[] {
  const file = parse(name, text);
  const found: string[] = [];
  const look = (node: ts.Node, words: string, place: Place) => {
    const told = words.trim();
    if (place === 'code' || EXCEPTIONS.has(told)) return;
    if (!(place === 'told' ? LETTERS : SENTENCE).test(told)) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${line + 1}: ${told}`);
  };
  const visit = (node: ts.Node, place: Place): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    // Errors say what they are in English, and are looked up by that when they are shown.
    if (ts.isNewExpression(node) && node.expression.getText().endsWith('Error')) return;
    if (ts.isJsxText(node)) look(node, node.text, 'told');
    const words = wordsOf(node);
    if (words !== null) look(node, words, place);
    ts.forEachChild(node, (child) => visit(child, placeOf(node, child, place)));
  };
  visit(file, 'anywhere');
  return found;
}

/** The words of a literal; null for anything else. */
function wordsOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ');
}

/** @param place that of the node itself */
function placeOf(node: ts.Node, child: ts.Node, place: Place): Place {
  if (ts.isJsxAttribute(node)) return TOLD.has(node.name.getText()) ? 'told' : 'code';
  if (ts.isPropertyAssignment(node)) {
    return TOLD.has(node.name.getText().replaceAll("'", '')) ? 'told' : 'anywhere';
  }
  if (ts.isJsxElement(node) || ts.isJsxFragment(node)) return 'told';
  // What it is called with is for itself to say.
  if (ts.isJsxOpeningLikeElement(node) || ts.isFunctionLike(node)) return 'anywhere';
  if (ts.isCallExpression(node)) return place === 'told' ? 'anywhere' : place;
  if (ts.isElementAccessExpression(node)) return 'code';
  if (ts.isConditionalExpression(node) && child === node.condition) return 'code';
  return ts.isBinaryExpression(node) ? placeInOperation(node, child, place) : place;
}

/** What is compared is not told. */
function placeInOperation(node: ts.BinaryExpression, child: ts.Node, place: Place): Place {
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return child === node.right ? place : 'code';
  const isPassedOn =
    kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.PlusToken;
  return isPassedOn ? place : 'code';
}

/** Where a file keeps a text instead of reading it when it is shown: it would stay in one language. */
function keptTexts(name: string, text: string): string[] {
  const file = parse(name, text);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassDeclaration(node) || ts.isImportDeclaration(node)) {
      return;
    }
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 't') {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${line + 1}: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((path) => !/\.(test|spec)\.ts$|^renderer\/(texts|gallery)\//.test(path));
}

const SOURCES = ['renderer', 'electron'].flatMap(sourcesOf);
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('no text stands where it is shown: all of them are in renderer/texts and shared/texts', () => {
  expect(SOURCES.length).toBeGreaterThan(200);
  for (const path of Object.keys(ENGLISH_FILES)) expect(SOURCES).toContain(path);
  const found = SOURCES.filter((path) => !(path in ENGLISH_FILES)).flatMap((path) =>
    literalsIn(path, read(path)).map((literal) => `${path}:${literal}`),
  );
  expect(found).toEqual([]);
});

test('no text is read before it is shown', () => {
  const shared = sourcesOf('shared').filter((path) => !path.startsWith('shared/texts/'));
  const found = [...SOURCES, ...shared, ...sourcesOf('host')].flatMap((path) =>
    keptTexts(path, read(path)).map((text) => `${path}:${text}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['<p>Hello</p>', ['Hello']],
  ['<p>{busy ? "Adding…" : name}</p>', ['Adding…']],
  [`<p>{busy && \`Adding \${name}\`}</p>`, ['Adding']],
  ['<i title="Close" />', ['Close']],
  [`<i aria-label={\`Close \${name}\`} />`, ['Close']],
  ['<img alt={name ?? "nobody"} />', ['nobody']],
  ['const entry = { label: "Copy the name" };', ['Copy the name']],
  ['const words = (n: number) => `for an hour`;', ['for an hour']],
  ['<p>{kind === "clone" ? t.clone : t.fetch}</p>', []],
  ['<p>{t.words["fetch"]}: {n} %</p>', []],
  ['<i className="quiet small" title={t.close} data-look="primary" />', []],
])('a text is found in %s', (source, found) => {
  const told = literalsIn('example.tsx', source);
  expect(told.map((each) => each.replace(/^\d+: /, ''))).toEqual(found);
});

test('a text that is kept is found', () => {
  expect(keptTexts('example.ts', 'const NAMES = { on: t.on };\nconst name = () => t.off;')).toEqual(
    ['1: t.on'],
  );
});
