import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addNodeOptions, type NodeChoices, nodeSettings } from './node-choices.ts';

function settings(...args: string[]) {
  const command = addNodeOptions(new Command()).option('--data <folder>').exitOverride();
  command.configureOutput({ writeErr: () => {} });
  return nodeSettings(command.parse(args, { from: 'user' }).opts<NodeChoices>());
}

test('reads what a node is started with', () => {
  expect(
    settings(
      ...['--data', '/d', '--name', 'Otter', '--listen', '127.0.0.1:0', '--interface', 'eth1'],
      ...['--interface', 'eth2', '--peer', '10.0.0.7:4040', '--peer', '[::1]:4041'],
    ),
  ).toEqual({
    dataFolder: '/d',
    name: 'Otter',
    listen: { host: '127.0.0.1', port: 0 },
    interfaces: ['eth1', 'eth2'],
    peers: [
      { host: '10.0.0.7', port: 4040 },
      { host: '::1', port: 4041 },
    ],
  });
});

test('hole punching begins only where it is told to', () => {
  expect(settings('--data', '/d').reach).toBeUndefined();
  expect(settings('--use-bootstrap', 'b.example.org:7656').reach).toEqual({
    ...{ trackers: [], relays: [], isRelay: false },
    bootstrap: ['b.example.org:7656'],
  });
});

test('looks around everywhere unless told otherwise', () => {
  expect(settings('--data', '/d').interfaces).toBe('as-set');
  expect(settings('--data', '/d', '--no-mdns').interfaces).toBeNull();
});

test('the demo stays on this machine and away from the data of the user', () => {
  expect(settings('--demo')).toMatchObject({
    listen: { host: '127.0.0.1' },
    interfaces: null,
    dataFolder: expect.stringMatching(/-demo$/),
  });
});

test.each([
  ['--listen', 'somewhere'],
  ['--listen', '127.0.0.1:99999'],
  ['--peer', 'host:0'],
  ['--name', ' '],
  ['--use-bootstrap', 'somewhere'],
  ['--use-bootstrap', '[::1]:7656'],
])('refuses %s %j', (option, value) => {
  expect(() => settings(option, value)).toThrow();
});
