import { type Packet, textOf } from './pkt-line.ts';

/** A ref as the origin lists it. */
export interface OriginRef {
  readonly ref: string;
  readonly oid: string;
  /** What an annotated tag leads to. */
  readonly peeled: string | null;
}

/** Sees one answer of the server go by. */
export interface Response {
  /** @returns whether git gets it */
  see(packet: Packet): boolean;
}

/** Nothing of it matters. */
export const UNSEEN: Response = { see: () => true };

const OID = /^[0-9a-f]{40,64}$/;
const PEELED = 'peeled:';

/** Tells which refs the origin has; tags also by what they lead to. */
export class ListedRefs implements Response {
  readonly #onRef: (ref: OriginRef) => void;

  constructor(onRef: (ref: OriginRef) => void) {
    this.#onRef = onRef;
  }

  see(packet: Packet): boolean {
    const [oid, ref, ...more] = packet.kind === 'data' ? textOf(packet).split(' ') : [];
    if (oid !== undefined && ref !== undefined && OID.test(oid)) {
      const peeled = more.find((each) => each.startsWith(PEELED))?.slice(PEELED.length) ?? null;
      this.#onRef({ ref, oid, peeled: peeled !== null && OID.test(peeled) ? peeled : null });
    }
    return true;
  }
}

/** Keeps from git what the origin says of commits that git has not named: it would take that for a fault. */
export class FetchAnswer implements Response {
  readonly #added: ReadonlySet<string>;
  #section: 'first' | 'acknowledgments' | 'rest' = 'first';

  /** @param added what was told to be here beside what git told */
  constructor(added: ReadonlySet<string>) {
    this.#added = added;
  }

  see(packet: Packet): boolean {
    if (this.#section === 'rest') return true;
    if (packet.kind !== 'data') {
      this.#section = 'rest';
      return true;
    }
    const text = textOf(packet);
    if (this.#section === 'first') {
      this.#section = text === 'acknowledgments' ? 'acknowledgments' : 'rest';
      return true;
    }
    const [word, oid] = text.split(' ');
    return !(word === 'ACK' && oid !== undefined && this.#added.has(oid));
  }
}
