import { expect, test } from 'vitest';
import { MAX_CONFLICT_NAMES } from '../../shared/domain/git/merge-outlook.ts';
import { conflictNames } from './merge-tree.ts';
import { textOf } from './text.ts';

const tree = '9beec969870af1e31ede2014592c9ee33a72da3b';

test('the names follow the tree', () => {
  expect(conflictNames(`${tree}\0`)).toEqual({ files: [], more: 0 });
  expect(conflictNames(`${tree}\0a b\0dir/c\0`)).toEqual({ files: ['a b', 'dir/c'], more: 0 });
});

test('names are made fit for one line, and each counts', () => {
  const { files } = conflictNames(`${tree}\0new\nline\0\u202Egnp.exe\0\x07\0${'x'.repeat(5000)}\0`);
  expect(files).toEqual(['new line', 'gnp.exe', '\ufffd', 'x'.repeat(200)]);
});

test('names that are no UTF-8 stay apart', () => {
  const output = Buffer.from(`${tree}\0caf\xe9\0caf\xe8\0`, 'latin1');
  expect(conflictNames(textOf(output)).files).toEqual(['caf\\351', 'caf\\350']);
});

test('a few are told by name, the others are counted', () => {
  const names = Array.from({ length: 1000 }, (_, n) => `file-${n}\0`).join('');
  const { files, more } = conflictNames(`${tree}\0${names}`);
  expect(files).toHaveLength(MAX_CONFLICT_NAMES);
  expect(files.length + more).toBe(1000);
});

test('a cut answer is no endless one', () => {
  expect(conflictNames('')).toEqual({ files: [], more: 0 });
  expect(conflictNames(`${tree}\0half`)).toEqual({ files: ['half'], more: 0 });
});
