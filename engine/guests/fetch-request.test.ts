import { describe, expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { packetBytes, parsePackets } from '../git/pkt-line.ts';
import { parseFetchRequest } from './fetch-request.ts';

const [one, two] = ['1'.repeat(40) as Oid, '2'.repeat(40) as Oid];
const none = '0'.repeat(40);

const bytes = (...lines: string[]) => Buffer.concat(lines.map((line) => packetBytes(line)));

describe('version 2', () => {
  const parse = (...lines: string[]) => parseFetchRequest(bytes(...lines), 'sha1', 2);

  test('wants and haves are read, and haves replaced', () => {
    const request = parse(
      ...['command=fetch', 'agent=git/2.39', 'delimiter', 'thin-pack\n', `want ${one}\n`],
      ...[`have ${one}\n`, `have ${two}`, 'done\n', 'flush'],
    );
    expect(request).toMatchObject({ wants: [one], haves: [one, two], isLast: true });
    const text = request?.withHaves(new Set([one])).toString() ?? '';
    expect(text).toContain(`have ${one}\n`);
    expect(text).toContain(`have ${none}\n`);
    expect(text).not.toContain(two);
    expect(parsePackets(Buffer.from(text))?.length).toBe(9);
  });

  test.each([
    ['an upper-case id', ['command=fetch', 'delimiter', `want ${'A'.repeat(40)}`, 'flush']],
    ['a longer id', ['command=fetch', 'delimiter', `want ${one}1`, 'flush']],
    ['an id of another format', ['command=fetch', 'delimiter', `want ${'1'.repeat(64)}`, 'flush']],
    ['a have that is none', ['command=fetch', 'delimiter', 'have main', 'flush']],
    ['a ref', ['command=fetch', 'delimiter', 'want-ref refs/heads/main', 'flush']],
    ['another command', ['command=object-info', 'delimiter', 'size', 'flush']],
    ['two commands', ['command=ls-refs', 'command=fetch', 'flush']],
    ['a second request', ['command=ls-refs', 'flush', 'command=fetch', 'flush']],
    ['no end', ['command=fetch', 'delimiter', `want ${one}`]],
  ])('%s is refused', (_what, lines) => {
    expect(parse(...lines)).toBeNull();
  });

  test('an empty request is how a client asks whether it may', () => {
    expect(parse('flush')).toMatchObject({ wants: [], haves: [] });
  });
});

test('version 0 says behind the first want what the client can do', () => {
  const lines = [
    `want ${one} side-band-64k agent=git\n`,
    `want ${two}\n`,
    'flush',
    `have ${two}\n`,
  ];
  const request = parseFetchRequest(bytes(...lines, 'done\n'), 'sha1', undefined);
  expect(request).toMatchObject({ wants: [one, two], haves: [two], isLast: true });
});

test.each(['zzzz', '0003', '0005', '00', 'fff5', '00090'])('“%s” is no packet', (text) => {
  expect(parsePackets(Buffer.from(text))).toBeNull();
});
