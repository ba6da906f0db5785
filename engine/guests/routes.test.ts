import { expect, test } from 'vitest';
import { routeOf } from './routes.ts';

const PACK = { 'content-type': 'application/x-git-upload-pack-request' };
const refs = (name: string) => `/${name}.git/info/refs?service=git-upload-pack`;

const to = (url: string, method = 'GET', headers: Record<string, string> = {}) =>
  routeOf({ method, url, headers: { host: '192.168.1.5:8080', ...headers } });

test('what git asks for', () => {
  expect(to('/')).toEqual({ to: 'listing' });
  expect(to('/map.git')).toEqual({ to: 'page' });
  expect(to(refs('map'))).toEqual({ to: 'refs', name: 'map', protocol: undefined });
  expect(to(refs('map'), 'GET', { 'git-protocol': 'version=2' })).toMatchObject({ protocol: 2 });
  expect(to('/k%C3%A4rtchen.git/git-upload-pack', 'POST', PACK)).toEqual({
    ...{ to: 'objects', name: 'kärtchen', protocol: undefined },
  });
});

test.each([
  ['/map', 404],
  ['/map.git/HEAD', 404],
  ['/map.git/info/refs', 404],
  ['/map.git/info/refs?service=git-upload-archive', 404],
  ['/a/map.git/info/refs?service=git-upload-pack', 404],
  ['/../map.git/objects/info/packs', 404],
  ['/%E0%A4%A.git/info/refs?service=git-upload-pack', 404],
  ['http://elsewhere/map.git/info/refs?service=git-upload-pack', 404],
  ['/map.git/info/refs?service=git-receive-pack', 403],
  ['/map.git/git-receive-pack', 403],
  ['/map.git/git-upload-pack', 405],
])('nothing at %s', (url, status) => {
  expect(to(url)).toEqual({ to: 'nothing', status });
});

test.each([
  'evil.example',
  'evil.example:8080',
  '192.168.1.5.evil.example',
  'a.b.local',
  'map@x',
  '',
])('a website that is called “%s” reads nothing', (host) => {
  expect(to('/', 'GET', { host })).toEqual({ to: 'nothing', status: 421 });
});

test.each([
  '10.0.0.5',
  '10.0.0.5:80',
  '[fe80::1]:80',
  '[::1]',
  'localhost:80',
  'annas-laptop.local:80',
])('an address or a name of the local network: %s', (host) => {
  expect(to('/', 'GET', { host })).toEqual({ to: 'listing' });
});

test('pages of other websites get nothing, and a body has to be one of git’s', () => {
  expect(to(refs('map'), 'GET', { origin: 'http://evil.example' })).toMatchObject({ status: 403 });
  const plain = to('/map.git/git-upload-pack', 'POST', { 'content-type': 'text/plain' });
  expect(plain).toEqual({ to: 'nothing', status: 415 });
});
