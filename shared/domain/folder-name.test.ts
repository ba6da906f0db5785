import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderName, isPlainFolder } from './folder-name.ts';

test.each([
  ['harbour-map', 'harbour-map'],
  ['../../etc/passwd', 'etc-passwd'],
  ['.git', 'git'],
  ['.GIT.', 'GIT'],
  ['.g\u200cit', 'git'],
  ['harbour.git', 'harbour-git'],
  ['git~1', 'git-1'],
  ['~root', 'root'],
  ['-rf', 'rf'],
  ['a\\b:c', 'a-b-c'],
  ['Grüße an alle', 'Grüße an alle'],
  ['Gru\u0308ße', 'Grüße'],
  ['ends. . ', 'ends'],
  ['CON', 'repository-CON'],
  ['nul.txt', 'repository-nul.txt'],
  ['Aux .tar.gz', 'repository-Aux .tar.gz'],
  ['com1', 'repository-com1'],
  ['LPT³.x', 'repository-LPT³.x'],
  ['con---', 'repository-con'],
  ['console', 'console'],
  ['com10', 'com10'],
  ['example.com', 'example.com'],
  ['Calculator.app', 'Calculator-app'],
  ['x.PrefPane', 'x-PrefPane'],
  ['x.app.', 'x-app'],
  ['x.app.git', 'x.app-git'],
  ['app', 'app'],
  ['photo.{ED7BA470-8E54-465E-825C-99712043E01C}', 'photo-{ED7BA470-8E54-465E-825C-99712043E01C}'],
  ['gnp.\u202Eexe', 'gnp.exe'],
  ['half \ud83d', 'half'],
  ['..', 'repository'],
  ['', 'repository'],
])('%j becomes %j', (name, folder) => {
  expect(folderName(name)).toBe(folder);
});

test('a folder that is more than that is told apart', () => {
  expect(['map', 'map.d', 'example.com'].map(isPlainFolder)).toEqual([true, true, true]);
  expect(['Map.app', 'x.WORKFLOW', 'x.{1}'].map(isPlainFolder)).toEqual([false, false, false]);
});

const part = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom(
    '.',
    ' ',
    '-',
    '~',
    'con',
    'NUL',
    'com¹',
    '.app',
    '.git',
    '.pkg',
    '/',
    ':',
    '\u202e',
  ),
  fc.constantFrom('-', '.', 'x').map((char) => char.repeat(70)),
);

test('whatever it is called, it is one plain folder on every system', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const folder = folderName(parts.join(''));
      expect(folder).not.toBe('');
      expect(folder.length).toBeLessThanOrEqual(80);
      expect(Buffer.byteLength(folder)).toBeLessThanOrEqual(255);
      expect(folder).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*~]/u);
      expect(folder).not.toMatch(/^[.\s-]|[.\s-]$/);
      expect(folder).not.toMatch(/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i);
      expect(isPlainFolder(folder)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
