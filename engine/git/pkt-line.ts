/** A packet of git's protocols (gitprotocol-common(5)): some bytes, or a mark between packets. */
export type Packet = Buffer | 'flush' | 'delimiter' | 'response-end';

const MARKS = ['flush', 'delimiter', 'response-end'] as const;
const HEADER = 4;
/** The longest packet, its header included, in bytes. */
const LONGEST = 65_520;

/** @returns the packets of a whole message; null if it is none */
export function parsePackets(bytes: Buffer): Packet[] | null {
  const packets: Packet[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = bytes.toString('latin1', at, at + HEADER);
    const length = /^[0-9a-f]{4}$/i.test(header) ? Number.parseInt(header, 16) : Number.NaN;
    const mark = MARKS[length];
    if (mark !== undefined) packets.push(mark);
    else if (length >= HEADER && length <= LONGEST && at + length <= bytes.length) {
      packets.push(bytes.subarray(at + HEADER, at + length));
    } else return null;
    at += mark === undefined ? length : HEADER;
  }
  return packets;
}

export function packetBytes(packet: Packet | string): Buffer {
  const mark = MARKS.indexOf(packet as (typeof MARKS)[number]);
  if (mark !== -1) return Buffer.from(`000${mark}`);
  const content = Buffer.from(packet);
  return Buffer.concat([
    Buffer.from((content.length + HEADER).toString(16).padStart(4, '0')),
    content,
  ]);
}
