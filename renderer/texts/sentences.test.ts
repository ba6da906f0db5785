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

test('each sentence that is translated is one that is said, to the letter', () => {
  const said = new Set(['engine', 'host', 'electron', 'shared'].flatMap(literalsOf));
  expect(said.size).toBeGreaterThan(1_000);
  expect(Object.keys(GERMAN.sentences).filter((sentence) => !said.has(sentence))).toEqual([]);
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
