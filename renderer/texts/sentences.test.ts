import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, describe, expect, test } from 'vitest';
import { RemoteError } from '../../shared/errors.ts';
import { GERMAN } from './german.ts';
import { speakInWindow } from './texts.ts';
import { told, whyNot } from './told.ts';

const ROOT = join(import.meta.dirname, '..', '..');

afterEach(() => speakInWindow('en'));

/** Every literal of a folder, with a number for each thing that stands in it: `{1} left before {2}`. */
function literalsOf(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|^(scenarios|testing)\//.test(path))
    .flatMap((path) => {
      const text = readFileSync(join(ROOT, folder, path), 'utf8');
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
          found.push(node.text);
        } else if (ts.isTemplateExpression(node)) {
          const { head, templateSpans } = node;
          const rest = templateSpans.map(({ literal }, index) => `{${index + 1}}${literal.text}`);
          found.push([head.text, ...rest].join(''));
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
      return found;
    });
}

/** What only the command line says, or what is said before there is a window, and why. */
const ONLY_TYPED: Readonly<Record<string, string>> = {
  'engine/errors/reach.ts BootstrapPortError': 'shoal serve --bootstrap',
  'host/control-socket/': 'the command line, of a Shoal that does not run',
  'host/git-settings/patterns.ts': 'shoal git enable HOST',
  'host/ui-files/': 'a start without a window',
  'host/ui-server/': 'a start without a window',
  'shared/domain/depot/keeps-nothing-error.ts': 'shoal depot',
  'shared/domain/resolve/': 'names that are typed',
};

interface ErrorSentence {
  readonly at: string;
  readonly sentence: string;
}

const SUPER = ts.SyntaxKind.SuperKeyword;

const PRODUCT = ['engine', 'host', 'shared'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => path.endsWith('.ts') && !/(\.test|-double)\.ts$|^(scenarios|testing)\//.test(path),
    )
    .map((path) => {
      const text = readFileSync(join(ROOT, folder, path), 'utf8');
      const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      return { path: `${folder}/${path}`, file };
    }),
);

const ERRORS = errorClasses();
const ERROR_SENTENCES = PRODUCT.flatMap(({ path, file }) => sentencesIn(path, file));

/** The names of all classes that are a ShoalError. */
function errorClasses(): Set<string> {
  const bases = new Map<string, string>();
  for (const { file } of PRODUCT) {
    file.forEachChild((node) => {
      const base = ts.isClassDeclaration(node) && node.heritageClauses?.[0]?.types[0]?.expression;
      if (base && node.name !== undefined) bases.set(node.name.text, base.getText());
    });
  }
  const isOne = (name: string | undefined): boolean =>
    name === 'ShoalError' || (name !== undefined && isOne(bases.get(name)));
  return new Set([...bases.keys()].filter(isOne));
}

/** What its errors say: in their classes, and where they are made. */
function sentencesIn(path: string, file: ts.SourceFile): ErrorSentence[] {
  const found: ErrorSentence[] = [];
  const look = (node: ts.Node | undefined, name: string) => {
    for (const sentence of node === undefined ? [] : wordsOf(node)) {
      // Codes and faults are single words, and a command is none of a language.
      if (/\p{L}\S* \S*\p{L}/u.test(sentence) && !/^(git|rm) /.test(sentence))
        found.push({ at: `${path} ${name}`, sentence });
    }
  };
  const visit = (node: ts.Node, within: string | null): void => {
    const own = ts.isClassDeclaration(node) ? (node.name?.text ?? null) : within;
    const isSuper = ts.isCallExpression(node) && node.expression.kind === SUPER;
    if (isSuper && own !== null && ERRORS.has(own))
      for (const each of node.arguments) look(each, own);
    if (ts.isParameter(node) && own !== null && ERRORS.has(own)) look(node.initializer, own);
    if (ts.isNewExpression(node) && ERRORS.has(node.expression.getText())) {
      for (const each of node.arguments ?? []) look(each, node.expression.getText());
    }
    ts.forEachChild(node, (child) => visit(child, own));
  };
  visit(file, null);
  return found;
}

/** The literals that an expression may be, with a number for each thing that stands in them. */
function wordsOf(node: ts.Node): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) {
    return [...wordsOf(node.whenTrue), ...wordsOf(node.whenFalse)];
  }
  if (ts.isParenthesizedExpression(node)) return wordsOf(node.expression);
  if (!ts.isTemplateExpression(node)) return [];
  const { head, templateSpans } = node;
  const rest = templateSpans.map(({ literal }, index) => `{${index + 1}}${literal.text}`);
  return [[head.text, ...rest].join('')];
}

test('each sentence that is translated is one that is said, to the letter', () => {
  const said = new Set(['engine', 'host', 'electron', 'shared'].flatMap(literalsOf));
  expect(said.size).toBeGreaterThan(1_000);
  expect(Object.keys(GERMAN.sentences).filter((sentence) => !said.has(sentence))).toEqual([]);
});

describe('each sentence of an error', () => {
  test('is found', () => {
    expect(ERRORS.size).toBeGreaterThan(100);
    for (const path of Object.keys(ONLY_TYPED)) {
      expect(
        ERROR_SENTENCES.some(({ at }) => at.startsWith(path)),
        path,
      ).toBe(true);
    }
    expect(ERROR_SENTENCES.map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining([
        'This invitation has expired. Ask for a new one.',
        '{1} may not push there: nobody has given {2} a role.',
        'The clocks of the two computers differ by more than ten minutes.',
      ]),
    );
  });

  test('has its German, unless only a terminal shows it', () => {
    const told = ERROR_SENTENCES.filter(
      ({ at }) => !Object.keys(ONLY_TYPED).some((path) => at.startsWith(path)),
    );
    expect(told.length).toBeGreaterThan(100);
    const missing = told.filter(({ sentence }) => !(sentence in GERMAN.sentences));
    expect(missing).toEqual([]);
  });
});

test('each has a place for all that is told in it, and for no more', () => {
  const places = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort();
  for (const [english, german] of Object.entries(GERMAN.sentences)) {
    const known = places(english);
    for (const place of places(german)) expect(known, english).toContain(place);
  }
});

describe('what the engine says', () => {
  const LEFT = 'Smelt left before everything was here. Nothing was changed; try again later.';

  test('stays as it is in English', () => {
    expect(told(LEFT)).toBe(LEFT);
    expect(whyNot(new RemoteError('peer-gone', LEFT))).toBe(LEFT);
  });

  test.each([
    [LEFT, /^Smelt ist gegangen, .*versuche es später noch einmal\.$/],
    ['This cannot be undone: main has commits of yours by now.', /: main hat inzwischen Commits/],
    [
      'Nobody nearby shares a branch or tag “v1 (x)*” of this project. Look at another one.',
      /„v1 \(x\)\*“/,
    ],
    ['/a/{1}/$& exists and is not empty. Choose another folder.', /^\/a\/\{1\}\/\$& gibt es schon/],
  ])('is German in German, whatever it is about: %s', (sentence, german) => {
    speakInWindow('de');
    expect(told(sentence)).toMatch(german);
    expect(whyNot(new RemoteError('any', sentence))).toMatch(german);
  });

  test('stays English where nobody has translated it', () => {
    speakInWindow('de');
    expect(told('A sentence of tomorrow.')).toBe('A sentence of tomorrow.');
  });

  test('is looked up in no time, however long it is', () => {
    speakInWindow('de');
    const begun = performance.now();
    expect(told(`Nothing could be fetched. ${'Anna: left. '.repeat(2_000)}`)).toContain(
      'ließ sich',
    );
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
