import { describe, expect, test } from 'vitest';
import { endpointSchema } from '../api/engine-contract.ts';
import { parseAddress } from './address.ts';

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

  test.each([
    ['a'.repeat(255), 65_535],
    ['a'.repeat(256), 65_535],
    ['a', 65_536],
    ['a', 1],
    ['a', 0],
  ])('is one where the engine takes it (%#)', (host, port) => {
    const isOne = endpointSchema.safeParse({ host, port }).success;
    expect(parseAddress(`${host}:${port}`)).toEqual(isOne ? { host, port } : null);
  });
});
