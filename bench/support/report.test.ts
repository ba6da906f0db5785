import { expect, test } from 'vitest';
import { asJson, asTable, atLeast, atMost } from './report.ts';

test.each([
  [atMost('a', 1.4, 1.4, {}), true],
  [atMost('a', 1.4001, 1.4, {}), false],
  [atMost('a', 9, null, {}), null],
  [atLeast('a', 0.85, 0.85, {}), true],
  [atLeast('a', 0.8499, 0.85, {}), false],
])('a row is met as its bound says: %o', (row, met) => {
  expect(row.met).toBe(met);
});

test('the table says which side of the target is right', () => {
  const rows = [
    atMost('time', 2, 1.4, {}),
    atLeast('share', 0.9, 0.85, {}),
    atMost('x', 3, null, {}),
  ];
  expect(asTable({ name: 'crowd', rows }).split('\n').slice(2)).toEqual([
    '| time | 2 | ≤ 1.4 | no |',
    '| share | 0.9 | ≥ 0.85 | yes |',
    '| x | 3 |  |  |',
  ]);
});

test('the JSON holds what the brief lays down, and nothing else', () => {
  const report = { name: 'multi', rows: [atLeast('share', 0.91234, 0.85, { seconds: [1] })] };
  expect(JSON.parse(asJson(report))).toEqual({
    name: 'multi',
    rows: [{ what: 'share', value: 0.912, target: 0.85, met: true, raw: { seconds: [1] } }],
  });
});

test('tables without a target stand below', () => {
  const tables = [{ title: 'phases', columns: ['phase', 'seconds'], rows: [['asking', 0.2]] }];
  expect(asTable({ name: 'clone', rows: [], tables }).split('\n')).toEqual([
    'phases',
    '',
    '| phase | seconds |',
    '|---|---|',
    '| asking | 0.2 |',
  ]);
  expect(JSON.parse(asJson({ name: 'clone', rows: [], tables })).tables).toEqual(tables);
});
