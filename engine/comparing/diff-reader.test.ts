import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { pageOf } from './diff-page.ts';
import { type ReadDiff, readDiff } from './diff-reader.ts';

const HEAD = 'diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n';

const read = (diff: string | Buffer, bounds?: { lines: number; text: number }) =>
  readDiff(Readable.from([Buffer.from(diff)]), bounds);

test('hunks with their numbers, headings and lines; git’s remark on a missing line end', async () => {
  const diff = await read(
    `${HEAD}@@ -3,2 +3,3 @@ function x() {\n a\n-b\n+c\n+d\n@@ -9 +10 @@\n-e\n\\ No newline at end of file\n+e\n`,
  );
  expect(diff).toMatchObject({ isBinary: false, isCut: false, isGuessed: false });
  expect(pageOf(diff, 0)).toEqual([
    {
      oldStart: 3,
      newStart: 3,
      heading: 'function x() {',
      lines: [' a', '-b', '+c', '+d'],
      cuts: [],
    },
    {
      ...{ oldStart: 9, newStart: 10, heading: '', cuts: [] },
      lines: ['-e', '\\ No newline at end of file', '+e'],
    },
  ]);
});

test('what is hostile is text: markup, escapes, other directions, lines that look like a diff’s', async () => {
  const lines = [
    '+<img src=x onerror=alert(1)>',
    '-\u001b[31mred',
    '+\u202eevil',
    '+@@ -1 +1 @@',
    '-\r',
  ];
  const diff = await read(`${HEAD}@@ -1,2 +1,3 @@\n${lines.join('\n')}\n`);
  expect(diff.lines).toEqual(lines);
  expect(diff.hunks).toHaveLength(1);
});

test('a line of any length is cut with a mark, also where its pieces come one by one', async () => {
  const long = `+${'é'.repeat(1_000_000)}`;
  const bytes = Buffer.from(`${HEAD}@@ -0,0 +1,2 @@\n${long}\n+end\n`);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7_777) }, (_, index) =>
    bytes.subarray(index * 7_777, (index + 1) * 7_777),
  );
  const diff = await readDiff(Readable.from(pieces));
  expect(diff.lines[0]).toBe(long.slice(0, LIMITS.lineLength + 1));
  expect(diff.lines[1]).toBe('+end');
  const [hunk] = pageOf(diff, 0);
  expect(hunk?.cuts).toEqual([
    { line: 0, bytes: Buffer.byteLength(long) - Buffer.byteLength(diff.lines[0] ?? '') },
  ]);
});

test('bytes that are no UTF-8 are shown as Latin-1, and said to be', async () => {
  const diff = await read(
    Buffer.concat([Buffer.from(`${HEAD}@@ -0,0 +1 @@\n+caf`), Buffer.of(0xe9, 0x0a)]),
  );
  expect(diff).toMatchObject({ lines: ['+café'], isGuessed: true, cuts: new Map() });
});

test('beyond its bounds it is cut, and says so', async () => {
  const diff = await read(`${HEAD}@@ -0,0 +1,9 @@\n${'+x\n'.repeat(9)}`, { lines: 4, text: 1e6 });
  expect(diff).toMatchObject({ isCut: true, lines: ['+x', '+x', '+x', '+x'] });
  const whole = await read(`${HEAD}@@ -0,0 +1,4 @@\n${'+x\n'.repeat(4)}`, { lines: 4, text: 1e6 });
  expect(whole.isCut).toBe(false);
  expect((await read(`${HEAD}Binary files a/x and b/x differ\n`)).isBinary).toBe(true);
});

const diffs = fc
  .array(fc.array(fc.constantFrom(' a', '-b', '+c', '\\ d'), { minLength: 1, maxLength: 9 }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((hunks): ReadDiff => {
    const lines = hunks.flat();
    let first = 0;
    return {
      ...{
        isBinary: false,
        isCut: false,
        isGuessed: false,
        cuts: new Map([[0, 5]]),
        cost: 0,
        lines,
      },
      hunks: hunks.map((each, index) => {
        const hunk = { oldStart: 100 * index + 1, newStart: 200 * index + 1, heading: '', first };
        first += each.length;
        return hunk;
      }),
    };
  });

test('pages together are the whole, and each line keeps its numbers', () => {
  const numbered = (pages: ReturnType<typeof pageOf>) =>
    pages.flatMap(({ oldStart, newStart, lines }) => {
      let [old, now] = [oldStart, newStart];
      return lines.map((line) => {
        const told = [line, line.startsWith('+') ? null : old, line.startsWith('-') ? null : now];
        if (line.startsWith('-') || line.startsWith(' ')) old += 1;
        if (line.startsWith('+') || line.startsWith(' ')) now += 1;
        return told;
      });
    });
  fc.assert(
    fc.property(diffs, fc.integer({ min: 1, max: 7 }), (diff, size) => {
      const whole = pageOf(diff, 0);
      expect(whole.flatMap(({ lines }) => lines)).toEqual(diff.lines);
      expect(whole[0]?.cuts).toEqual([{ line: 0, bytes: 5 }]);
      const pages = [];
      for (let from = 0; from < diff.lines.length; ) {
        const page = pageOf(diff, from, { lines: size, text: 1e6 });
        const count = page.reduce((sum, { lines }) => sum + lines.length, 0);
        expect(count).toBe(Math.min(size, diff.lines.length - from));
        pages.push(...page);
        from += count;
      }
      expect(numbered(pages)).toEqual(numbered(whole));
    }),
  );
});
