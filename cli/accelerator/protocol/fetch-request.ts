import { type Packet, textOf, textPacket } from './pkt-line.ts';

/** A request of protocol v2 (gitprotocol-v2(5)), as far as it matters here. */
export type Request =
  | { readonly command: 'fetch'; readonly fetch: FetchRequest }
  | { readonly command: 'ls-refs' }
  /** Among them fetches that nothing may be added to: git and the origin do those alone. */
  | { readonly command: 'other' };

export interface FetchRequest {
  readonly wants: readonly string[];
  /** Names of refs (`want-ref`). */
  readonly wantedRefs: readonly string[];
  readonly haves: ReadonlySet<string>;
  readonly showsProgress: boolean;
  /** Tags that lead to what comes are to come, too. */
  readonly followsTags: boolean;
}

/**
 * With these, what is here does not say what the origin leaves out; or git waits for an answer of another form.
 */
const ALONE = /^(deepen|shallow|filter|wait-for-done|sideband-all)/;

/** @param packets up to the flush that ends it, or with it */
export function readRequest(packets: readonly Packet[]): Request {
  const lines = packets.filter(({ kind }) => kind === 'data').map(textOf);
  if (lines[0] === 'command=ls-refs') return { command: 'ls-refs' };
  if (lines[0] !== 'command=fetch' || lines.some((line) => ALONE.test(line))) {
    return { command: 'other' };
  }
  const after = (start: string) =>
    lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
  const fetch = {
    wants: after('want '),
    wantedRefs: after('want-ref '),
    haves: new Set(after('have ')),
    showsProgress: !lines.includes('no-progress'),
    followsTags: lines.includes('include-tag'),
  };
  if (fetch.wants.length + fetch.wantedRefs.length === 0) return { command: 'other' };
  return { command: 'fetch', fetch };
}

/** What a request says beside what git has written. */
export interface Added {
  readonly wants: Iterable<string>;
  readonly haves: Iterable<string>;
}

/** Wants these, and says that those are here, too: before `done`, or else at the end. */
export function withAdded(packets: readonly Packet[], { wants, haves }: Added): Packet[] {
  const added = [
    ...[...wants].map((oid) => textPacket(`want ${oid}`)),
    ...[...haves].map((oid) => textPacket(`have ${oid}`)),
  ];
  const isDone = (packet: Packet) => packet.kind === 'data' && textOf(packet) === 'done';
  const done = packets.findIndex(isDone);
  const flush = packets.findIndex(({ kind }) => kind === 'flush');
  const end = flush === -1 ? packets.length : flush;
  const at = done === -1 ? end : done;
  return [...packets.slice(0, at), ...added, ...packets.slice(at)];
}
