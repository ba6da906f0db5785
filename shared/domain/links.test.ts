import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectLink, linkAmong, parseLink } from './links.ts';

const INVITE = `shoal://invite/${'a'.repeat(52)}?at=10.0.0.1:7654&until=1800000000`;

test.each([
  ['gtp://anna/harbour-map', { to: 'project', project: 'harbour-map' }],
  ['gtp://Anna%20Reed/harbour%20map/', { to: 'project', project: 'harbour map' }],
  ['shoal://project/harbour-map', { to: 'project', project: 'harbour-map' }],
  ['SHOAL://Project/x', { to: 'project', project: 'x' }],
  [INVITE, { to: 'invite', link: INVITE }],
  ['shoal://connect/192.168.1.5:7654', { to: 'connect', address: '192.168.1.5:7654' }],
  ['shoal://connect/[fe80::1]:7654', { to: 'connect', address: '[fe80::1]:7654' }],
])('reads %s', (text, link) => {
  expect(parseLink(text)).toEqual(link);
});

test.each([
  'shoal://app/',
  'shoal://settings',
  'shoal://project/',
  'shoal://project/a/b',
  'shoal://project/%2e%2e%2fetc',
  'shoal://project/%E2%80%AEx',
  'shoal://project/a%00b',
  'shoal://project/%0a',
  'shoal://project/%',
  'shoal://project/x?y=1',
  'shoal://connect/somewhere',
  'shoal://invite/',
  `${INVITE}x`,
  INVITE.replace('at=', 'at=nowhere&at='),
  INVITE.replace('aaa', 'a/a'),
  `${INVITE}&relay=nobody@10.0.0.1:1`,
  `${INVITE}&tracker=file:///etc/passwd`,
  `${INVITE}&tracker=${encodeURIComponent('http://me:secret@example.org/')}`,
  `${INVITE}&swarm=${'b'.repeat(51)}`,
  `${INVITE}&tracker=http://${'a'.repeat(2_000)}`,
  'shoal://connect/host:0',
  'shoal://connect/host:99999',
  'gtp://anna',
  'gtp:///map',
  'https://example.org/',
  'javascript:alert(1)',
  ' gtp://anna/map',
  `gtp://anna/${'x'.repeat(600)}`,
])('does not follow %s', (text) => {
  expect(parseLink(text)).toBeNull();
});

test('whatever it is given, it answers with names that are safe to show, or with nothing', () => {
  const part = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(
      fc.constantFrom('gtp://a/', 'shoal://project/', 'shoal://connect/'),
      part,
      (start, rest) => {
        for (const text of [
          start + rest,
          start + encodeURIComponent(Buffer.from(rest).toString()),
        ]) {
          const link = parseLink(text);
          if (link?.to === 'project') expect(link.project).not.toMatch(/[\p{C}/\\]/u);
        }
      },
    ),
  );
});

test('an address to be reached at comes back out of its link', () => {
  const address = '10.0.0.7:41733';
  expect(parseLink(connectLink(address))).toEqual({ to: 'connect', address });
});

test('is found among what an app is started with', () => {
  expect(linkAmong(['/opt/shoal', '--hidden', 'gtp://anna/map'])).toBe('gtp://anna/map');
  expect(linkAmong(['/opt/shoal', '--data', '/x'])).toBeNull();
});
