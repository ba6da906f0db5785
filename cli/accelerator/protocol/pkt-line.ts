/** One pkt-line of git's protocols (gitprotocol-common(5)). */
export interface Packet {
  /** Anything but `data` is a marker, without a payload. */
  readonly kind: 'data' | 'flush' | 'delimiter' | 'response-end';
  readonly payload: Buffer;
  /** As it travels. */
  readonly raw: Buffer;
}

/** What was read is no pkt-line. */
export class NotAPacketError extends Error {}

const MARKERS = { 0: 'flush', 1: 'delimiter', 2: 'response-end' } as const;
const HEADER = 4;
const NOTHING = Buffer.alloc(0);

/** Cuts a stream into pkt-lines, wherever its pieces end. */
export class PacketReader {
  #rest: Buffer = NOTHING;

  /** What has come of a packet that is not whole yet, or that is none; it is not read any more. */
  takeRest(): Buffer {
    const rest = this.#rest;
    this.#rest = NOTHING;
    return rest;
  }

  /** @throws NotAPacketError; what could not be read is the rest then */
  *read(chunk: Buffer): Generator<Packet> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= HEADER) {
      const size = sizeOf(this.#rest);
      const end = size < HEADER ? HEADER : size;
      if (this.#rest.length < end) return;
      const raw = this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
      const kind = size < HEADER ? MARKERS[size as keyof typeof MARKERS] : 'data';
      yield { kind, payload: raw.subarray(HEADER), raw };
    }
  }
}

/** @returns the bytes of the packet with its header; 0 to 2 for a marker */
function sizeOf(bytes: Buffer): number {
  const digits = bytes.toString('latin1', 0, HEADER);
  const size = /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : -1;
  if (size === -1 || size === 3) throw new NotAPacketError(`“${digits}” is no length of a packet`);
  return size;
}

/** A line of text as a packet. */
export function textPacket(text: string): Packet {
  return packetOf(`${text}\n`);
}

export function packetOf(text: string): Packet {
  const payload = Buffer.from(text);
  const length = (payload.length + HEADER).toString(16).padStart(HEADER, '0');
  return { kind: 'data', payload, raw: Buffer.concat([Buffer.from(length), payload]) };
}

/** The text of a packet, without the line break that it may end with. */
export function textOf({ payload }: Packet): string {
  return payload.toString('utf8').replace(/\n$/, '');
}
