import { expect, test } from 'vitest';
import { count, formatBytes, formatDuration, formatSpeeds } from './quantity.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_234, '1.2 kB'],
  [999_600, '1.0 MB'],
  [48e6, '48 MB'],
  [1.2e9, '1.2 GB'],
])('%i bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('speeds beside each other share a unit', () => {
  expect(formatSpeeds([14e6, 13.4e6, 900e3])).toEqual(['14', '13', '1 MB/s']);
  expect(formatSpeeds([0])).toEqual(['0 B/s']);
});

test.each([
  [0.84, '0.8 s'],
  [9, '9 s'],
  [150, '3 min'],
  [3_900, '1 h 5 min'],
])('%d seconds read %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('what is counted is named in its number', () => {
  expect(count(1, 'new head')).toBe('1 new head');
  expect(count(1200, 'person', 'people')).toBe('1,200 people');
});
