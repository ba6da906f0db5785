import { describe, expect, test } from 'vitest';
import { parseAddress } from './address.ts';
import { age } from './age.ts';
import { freeAlias } from './alias.ts';
import { initials } from './initials.ts';
import { folderName, joinPath, shortPath } from './paths.ts';
import { count, formatBytes, formatDuration, formatSpeeds } from './quantity.ts';
import { parsePatterns } from './visibility.ts';

const NOW = Date.UTC(2026, 4, 20, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

test.each([
  [-5_000, 'just now'],
  [59_000, 'just now'],
  [2 * MINUTE, '2 min ago'],
  [90 * MINUTE, '1 h ago'],
  [26 * 60 * MINUTE, 'yesterday'],
  [6 * DAY, '6 days ago'],
  [20 * DAY, '2 weeks ago'],
  [80 * DAY, '2 months ago'],
  [800 * DAY, 'Mar 2024'],
])('%i ms ago reads %s', (elapsed, text) => {
  expect(age(NOW - elapsed, NOW)).toBe(text);
});

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

test.each([
  ['Anna Bäcker', 'AB'],
  ['herring', 'HE'],
  ['élan', 'ÉL'],
  ['x', 'X'],
  ['…', '?'],
])('%s is shortened to %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

describe('an address', () => {
  test.each([
    ['192.168.1.20:7654', { host: '192.168.1.20', port: 7654 }],
    [' desk.local:1 ', { host: 'desk.local', port: 1 }],
    ['[fe80::1%eth0]:7654', { host: 'fe80::1%eth0', port: 7654 }],
  ])('is read from %s', (text, endpoint) => {
    expect(parseAddress(text)).toEqual(endpoint);
  });

  test.each(['', 'desk', 'desk:', 'desk:0', 'desk:65536', 'fe80::1:7654', 'a b:1', 'desk:port'])(
    'is not “%s”',
    (text) => {
      expect(parseAddress(text)).toBeNull();
    },
  );
});

test('another alias is numbered on', () => {
  expect(freeAlias('Anna Bäcker')).toBe('anna-bäcker-2');
  expect(freeAlias('Anna', 'anna-2')).toBe('anna-3');
});

describe('a folder', () => {
  test.each([
    ['harbour-map', 'harbour-map'],
    ['../../etc', 'etc'],
    ['a/b\\c:d', 'a-b-c-d'],
    ['..', 'repository'],
  ])('for “%s” is called %s', (name, folder) => {
    expect(folderName(name)).toBe(folder);
  });

  test('is joined the way of the platform', () => {
    expect(joinPath('linux', '/home/a', 'x')).toBe('/home/a/x');
    expect(joinPath('linux', '/', 'x')).toBe('/x');
    expect(joinPath('win32', 'C:\\Users\\a', 'x')).toBe('C:\\Users\\a\\x');
  });

  test('is shown by its end', () => {
    expect(shortPath('/home/a/code/x')).toBe('code/x');
    expect(shortPath('C:\\code\\deep\\x')).toBe('deep\\x');
    expect(shortPath('/x')).toBe('/x');
  });
});

test('patterns are read however they are separated, each once', () => {
  expect(parsePatterns(' main, feature/*  main\n')).toEqual(['main', 'feature/*']);
  expect(parsePatterns('  ')).toEqual([]);
});
