import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NotAPacketError, PacketReader, textOf, textPacket } from './pkt-line.ts';

const MARKERS = { '0000': 'flush', '0001': 'delimiter', '0002': 'response-end' } as const;

const packets = fc.array(
  fc.oneof(
    fc.constantFrom(...(Object.keys(MARKERS) as (keyof typeof MARKERS)[])),
    fc.uint8Array({ maxLength: 300 }),
  ),
  { maxLength: 12 },
);

function encode(packet: string | Uint8Array): Buffer {
  if (typeof packet === 'string') return Buffer.from(packet);
  const length = (packet.length + 4).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from(length), packet]);
}

test('packets come out as they went in, wherever the stream is cut', () => {
  fc.assert(
    fc.property(packets, fc.array(fc.integer({ min: 1, max: 40 })), (sent, cuts) => {
      const stream = Buffer.concat(sent.map(encode));
      const reader = new PacketReader();
      const got = [];
      let from = 0;
      for (const cut of [...cuts, stream.length]) {
        got.push(...reader.read(stream.subarray(from, from + cut)));
        from = Math.min(stream.length, from + cut);
      }
      expect(reader.takeRest()).toHaveLength(0);
      expect(got.map(({ raw }) => raw)).toEqual(sent.map(encode));
      expect(got.map(({ kind }) => kind)).toEqual(
        sent.map((each) =>
          typeof each === 'string' ? MARKERS[each as keyof typeof MARKERS] : 'data',
        ),
      );
    }),
  );
});

test('what is no packet is left as it was', () => {
  const reader = new PacketReader();
  expect(() => [...reader.read(Buffer.from('0006ab<html>'))]).toThrow(NotAPacketError);
  expect(reader.takeRest().toString()).toBe('<html>');
  expect(() => [...new PacketReader().read(Buffer.from('0003'))]).toThrow(NotAPacketError);
});

test('text becomes a packet, and text again', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const [packet] = new PacketReader().read(textPacket(text).raw);
      expect(packet && textOf(packet)).toBe(text);
    }),
  );
});
