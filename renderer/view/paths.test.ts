import { describe, expect, test } from 'vitest';
import { joinPath, shortPath } from './paths.ts';

describe('a folder', () => {
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
