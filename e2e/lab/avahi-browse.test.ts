import { expect, it } from 'vitest';
import { parseAvahiBrowse } from './avahi-browse.ts';

it('reads resolved services and nothing else', () => {
  const output = [
    '+;eth0;IPv4;abcd2345;_gtp._tcp;local',
    '=;eth0;IPv4;abcd2345;_gtp._tcp;local;abcd2345.local;10.77.0.1;4000;"seq=1" "name=An;na \\"B\\"" "v=2"',
    '=;eth0;IPv6;Stra\\195\\159e\\0321;_gtp._tcp;local;x.local;fe80::1;4001;',
    '',
  ].join('\n');
  expect(parseAvahiBrowse(output)).toEqual([
    {
      interface: 'eth0',
      protocol: 'IPv4',
      instance: 'abcd2345',
      host: 'abcd2345.local',
      address: '10.77.0.1',
      port: 4000,
      txt: ['seq=1', 'name=An;na "B"', 'v=2'],
    },
    {
      interface: 'eth0',
      protocol: 'IPv6',
      instance: 'Straße 1',
      host: 'x.local',
      address: 'fe80::1',
      port: 4001,
      txt: [],
    },
  ]);
});
