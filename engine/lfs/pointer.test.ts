import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePointer } from './pointer.ts';

const oid = 'ab'.repeat(32);
const version = 'version https://git-lfs.github.com/spec/v1';
const parse = (text: string) => parsePointer(Buffer.from(text));

test('a pointer as git-lfs writes it', () => {
  expect(parse(`${version}\noid sha256:${oid}\nsize 12345\n`)).toEqual({ oid, size: 12_345 });
});

test('with an extension, and as earlier versions wrote it', () => {
  const extension = `ext-0-foo sha256:${'0'.repeat(64)}`;
  expect(parse(`${version}\n${extension}\noid sha256:${oid}\nsize 1\n`)).toEqual({ oid, size: 1 });
  const old = 'version https://hawser.github.com/spec/v1';
  expect(parse(`${old}\noid sha256:${oid}\nsize 1\n`)).toEqual({ oid, size: 1 });
});

test.each([
  ['', 'nothing'],
  [`version https://example.org/v9\noid sha256:${oid}\nsize 1\n`, 'another version'],
  [`${version}\noid sha256:${oid.toUpperCase()}\nsize 1\n`, 'capital letters'],
  [`${version}\noid md5:${oid}\nsize 1\n`, 'another hash'],
  [`${version}\noid sha256:${oid}\nsize -1\n`, 'a negative size'],
  [`${version}\noid sha256:${oid}\nsize 1e9\n`, 'a size with an exponent'],
  [`${version}\noid sha256:${oid}\n`, 'no size'],
  [`${version}\noid sha256:${oid}\noid sha256:${oid}\nsize 1\n`, 'two ids'],
  [`oid sha256:${oid}\n${version}\nsize 1\n`, 'the version in another place'],
  [`${version}\noid sha256:${oid}\nsize 1\n${'x'.repeat(1024)}`, 'too long'],
  [`${version}\noid sha256:../../../../etc/passwd\nsize 1\n`, 'a path'],
])('%j is none: %s', (text) => {
  expect(parse(text)).toBeNull();
});

test('whatever a file holds, an id is hex digits and a size a whole number', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const pointer = parse(`${version}\noid sha256:${one}\nsize ${other}\n`);
      if (pointer === null) return;
      expect(pointer.oid).toMatch(/^[0-9a-f]{64}$/);
      expect(Number.isSafeInteger(pointer.size)).toBe(true);
    }),
  );
});
