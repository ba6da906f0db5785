import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

const linux = { platform: 'linux', env: {}, home: '/home/me' } as const;

test('what the user asks for comes first, then the environment', () => {
  const around = { ...linux, env: { SHOAL_DATA_DIR: '/env' } };
  expect(dataFolder('there', around)).toBe(resolve('there'));
  expect(dataFolder(undefined, around)).toBe('/env');
});

test('each platform has its place', () => {
  expect(dataFolder(undefined, linux)).toBe('/home/me/.config/shoal');
  expect(dataFolder(undefined, { ...linux, env: { XDG_CONFIG_HOME: '/xdg' } })).toBe('/xdg/shoal');
  expect(dataFolder(undefined, { ...linux, platform: 'darwin' })).toBe(
    '/home/me/Library/Application Support/Shoal',
  );
  expect(dataFolder(undefined, { ...linux, platform: 'win32', env: { APPDATA: '/r' } })).toBe(
    '/r/Shoal',
  );
});
