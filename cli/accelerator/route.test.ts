import { expect, test } from 'vitest';
import { routeOf } from './route.ts';

const ssh = (host: string, path: string, port: string | null = null) => ({
  ...{ kind: 'ssh', scheme: 'ssh', host, port, path },
});
const path = (of: string) => ({ kind: 'path', scheme: 'file', path: of });

test.each([
  ['https://example.org/a', { kind: 'helper', scheme: 'https' }],
  ['http://[::1]:8080/a', { kind: 'helper', scheme: 'http' }],
  ['codecommit://a', { kind: 'helper', scheme: 'codecommit' }],
  ['git@example.org:team/app.git', ssh('git@example.org', 'team/app.git')],
  ['example.org:/srv/app', ssh('example.org', '/srv/app')],
  ['example.org:~anna/app', ssh('example.org', '~anna/app')],
  ['[git@example.org:2222]:app', ssh('git@example.org', 'app', '2222')],
  ['git@[::1]:app', ssh('git@::1', 'app')],
  ['ssh://git@example.org:2222/srv/a%20b', ssh('git@example.org', '/srv/a b', '2222')],
  ['ssh://example.org/~anna/app', ssh('example.org', '~anna/app')],
  ['git+ssh://[::1]:22/app', ssh('::1', '/app', '22')],
  [
    'git://example.org/app',
    { kind: 'daemon', scheme: 'git', host: 'example.org', port: null, path: '/app' },
  ],
  ['file:///srv/a%20b', path('/srv/a b')],
  ['/srv/app', path('/srv/app')],
  ['../app', path('../app')],
  ['./a:b', path('./a:b')],
])('%s', (url, route) => {
  expect(routeOf(url, 'linux')).toEqual(route);
});

test('a drive is no host where there are drives', () => {
  expect(routeOf('C:/code/app', 'win32')).toEqual(path('C:/code/app'));
  expect(routeOf('c:app', 'linux')).toEqual(ssh('c', 'app'));
});
