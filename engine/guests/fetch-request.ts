import type { ObjectFormat, Oid } from '../../shared/ids.ts';
import { type Packet, packetBytes, parsePackets } from '../git/pkt-line.ts';

/** A request of a stateless client for objects, or for what there is. */
export interface FetchRequest {
  readonly wants: readonly Oid[];
  readonly haves: readonly Oid[];
  /** The client will not ask again before objects come. */
  readonly isLast: boolean;
  /**
   * The request itself, in which those haves that are not among the given ones name nothing. They stay in
   * number: without any, git would not answer them, and the client waits for that.
   */
  withHaves(haves: ReadonlySet<Oid>): Buffer;
}

/** Commands of version 2 that are answered. */
const COMMANDS: readonly string[] = ['command=fetch', 'command=ls-refs'];
/** What the id of no object consists of. */
const NO_OBJECT = '0';
const OID_LENGTHS = { sha1: 40, sha256: 64 } as const;

/**
 * Reads what git's server side is to be asked. It takes more than a guest may ask for: in version 2 any id
 * counts as a want, whatever reaches it, and in both what a client says to have may become the base of a delta.
 * @returns null if it is malformed, or asks for anything else
 */
export function parseFetchRequest(
  bytes: Buffer,
  format: ObjectFormat,
  protocol: 2 | undefined,
): FetchRequest | null {
  const packets = parsePackets(bytes);
  if (packets === null) return null;
  const lines = packets.map((packet) => (typeof packet === 'string' ? '' : textOf(packet)));
  if (protocol === 2 && !isOneCommand(packets, lines)) return null;
  const [wants, haves] = [oids(lines, 'want', format), oids(lines, 'have', format)];
  if (wants === null || haves === null) return null;
  return {
    wants,
    haves,
    isLast: lines.includes('done'),
    withHaves: (kept) =>
      Buffer.concat(
        packets.map((packet, index) => {
          const [keyword, oid] = (lines[index] ?? '').split(' ');
          const isKept = keyword !== 'have' || kept.has(oid as Oid);
          return packetBytes(isKept ? packet : `have ${NO_OBJECT.repeat(OID_LENGTHS[format])}\n`);
        }),
      ),
  };
}

/** Nothing stands behind its end; no command at all is how a client finds out whether it may ask. */
function isOneCommand(packets: readonly Packet[], lines: readonly string[]): boolean {
  if (packets.indexOf('flush') !== packets.length - 1) return false;
  const commands = lines.filter((line) => line.startsWith('command='));
  const [command] = commands;
  if (command === undefined) return packets.length === 1;
  return commands.length === 1 && COMMANDS.includes(command);
}

/** What is given for one keyword; null if any of it is no full id as git writes it. */
function oids(lines: readonly string[], keyword: string, format: ObjectFormat): Oid[] | null {
  const found: Oid[] = [];
  const length = OID_LENGTHS[format];
  for (const line of lines) {
    if (!line.startsWith(keyword)) continue;
    // The first line of the older version goes on with what the client can do.
    const oid = line.slice(keyword.length + 1).split(/[ \0]/, 1)[0] ?? '';
    if (line[keyword.length] !== ' ' || oid.length !== length || !/^[0-9a-f]+$/.test(oid)) {
      return null;
    }
    found.push(oid as Oid);
  }
  return found;
}

function textOf(packet: Buffer): string {
  return packet.toString('latin1').replace(/\n$/, '');
}
