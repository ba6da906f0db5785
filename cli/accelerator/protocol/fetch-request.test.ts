import { expect, test } from 'vitest';
import { readRequest, withAdded } from './fetch-request.ts';
import { type Packet, textOf, textPacket } from './pkt-line.ts';

const marker = (kind: 'flush' | 'delimiter', raw: string): Packet => ({
  ...{ kind, raw: Buffer.from(raw), payload: Buffer.alloc(0) },
});
const DELIMITER = marker('delimiter', '0001');
const FLUSH = marker('flush', '0000');

const request = (...args: string[]) => [
  ...['command=fetch', 'agent=git/2.39', 'object-format=sha1'].map(textPacket),
  DELIMITER,
  ...args.map(textPacket),
  FLUSH,
];

const shown = (packets: readonly Packet[]) =>
  packets.map((packet) => (packet.kind === 'data' ? textOf(packet) : packet.kind));

test('a fetch is read: what it wants, and what is there', () => {
  expect(
    readRequest(
      request(
        'thin-pack',
        'include-tag',
        'want a',
        'want b',
        'want-ref refs/heads/x',
        'have c',
        'done',
      ),
    ),
  ).toEqual({
    command: 'fetch',
    fetch: {
      wants: ['a', 'b'],
      wantedRefs: ['refs/heads/x'],
      haves: new Set(['c']),
      showsProgress: true,
      followsTags: true,
    },
  });
  expect(readRequest([textPacket('command=ls-refs'), FLUSH])).toEqual({ command: 'ls-refs' });
});

test.each([
  'deepen 1',
  'deepen-since 1',
  'deepen-not x',
  'deepen-relative',
  'shallow a',
  'filter blob:none',
  'wait-for-done',
  'sideband-all',
])('a fetch with “%s” is left alone', (arg) => {
  expect(readRequest(request('want a', arg, 'done'))).toEqual({ command: 'other' });
});

test('so is one that wants nothing, and every other command', () => {
  expect(readRequest(request('have a'))).toEqual({ command: 'other' });
  expect(readRequest([textPacket('command=object-info'), FLUSH])).toEqual({ command: 'other' });
  expect(readRequest([FLUSH])).toEqual({ command: 'other' });
});

test('what is added goes before “done”, or to the end', () => {
  const added = { wants: ['t'], haves: ['x', 'y'] };
  expect(shown(withAdded(request('want a', 'have c', 'done'), added)).slice(3)).toEqual([
    ...['delimiter', 'want a', 'have c', 'want t', 'have x', 'have y', 'done', 'flush'],
  ]);
  const haves = { wants: [], haves: ['x'] };
  expect(shown(withAdded(request('want a', 'have c'), haves)).slice(3)).toEqual([
    ...['delimiter', 'want a', 'have c', 'have x', 'flush'],
  ]);
});
