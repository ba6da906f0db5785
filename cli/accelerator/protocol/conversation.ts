import { type FetchRequest, readRequest, withAdded } from './fetch-request.ts';
import { NotAPacketError, type Packet, PacketReader, textOf } from './pkt-line.ts';
import { FetchAnswer, ListedRefs, type OriginRef, type Response, UNSEEN } from './response.ts';

/** Larger requests are not held until they are whole, in bytes. */
const MOST_HELD = 8 * 1024 * 1024;

/** What came from nearby. */
export interface Brought {
  /** Commits that are here with all they reach. */
  readonly here: readonly string[];
  /** Tags that the origin would have sent with what is here now. */
  readonly tags: readonly string[];
}

/**
 * Brings what is near into the repository.
 * @param refs all that the origin listed
 */
export type BringNearby = (fetch: FetchRequest, refs: readonly OriginRef[]) => Promise<Brought>;

const NOTHING: Brought = { here: [], tags: [] };

/**
 * git and a server of protocol v2, heard from between them. Everything passes as it is, but for fetches: they
 * also name what came from nearby. What is not understood passes unheard from then on.
 */
export class Conversation {
  readonly #bring: BringNearby;
  readonly #fromGit = new PacketReader();
  readonly #fromServer = new PacketReader();
  readonly #refs: OriginRef[] = [];
  #isHeard = true;
  #hasBegun = false;
  #request: Packet[] = [];
  #held = 0;
  /** The request that is on its way was too large to be held. */
  #passesRequest = false;
  /** Null before the first fetch. */
  #brought: Promise<Brought> | null = null;
  #response: Response = UNSEEN;

  constructor(bring: BringNearby) {
    this.#bring = bring;
  }

  /** @returns what the server gets now */
  async hearGit(chunk: Buffer): Promise<Buffer[]> {
    if (!this.#isHeard) return [this.#letGo(), this.#fromGit.takeRest(), chunk];
    const out: Buffer[] = [];
    try {
      for (const packet of this.#fromGit.read(chunk)) out.push(...(await this.#ask(packet)));
    } catch (error) {
      this.#stopHearing(error);
    }
    return this.#isHeard ? out : [...out, this.#letGo(), this.#fromGit.takeRest()];
  }

  /** @returns what git gets now */
  hearServer(chunk: Buffer): Buffer[] {
    if (!this.#isHeard) return [this.#fromServer.takeRest(), chunk];
    const out: Buffer[] = [];
    try {
      for (const packet of this.#fromServer.read(chunk)) {
        if (!this.#hasBegun) this.#begin(packet);
        if (this.#response.see(packet)) out.push(packet.raw);
        if (!this.#isHeard) break;
      }
    } catch (error) {
      this.#stopHearing(error);
    }
    return this.#isHeard ? out : [...out, this.#fromServer.takeRest()];
  }

  /** git says no more. @returns what the server gets of what was not whole */
  endOfGit(): Buffer[] {
    return [this.#letGo(), this.#fromGit.takeRest()];
  }

  /** The server says no more. @returns what git gets of what was not whole */
  endOfServer(): Buffer[] {
    return [this.#fromServer.takeRest()];
  }

  /** Another version of the protocol is not understood. */
  #begin(packet: Packet): void {
    this.#hasBegun = true;
    if (packet.kind !== 'data' || textOf(packet) !== 'version 2') this.#isHeard = false;
  }

  async #ask(packet: Packet): Promise<Buffer[]> {
    this.#held += packet.raw.length;
    this.#request.push(packet);
    if (packet.kind === 'flush') {
      this.#response = UNSEEN;
      if (!this.#passesRequest) this.#request = await this.#edit(this.#request);
      this.#passesRequest = false;
      return [this.#letGo()];
    }
    if (this.#held > MOST_HELD) this.#passesRequest = true;
    return this.#passesRequest ? [this.#letGo()] : [];
  }

  async #edit(packets: Packet[]): Promise<Packet[]> {
    const request = readRequest(packets);
    if (request.command === 'ls-refs') {
      this.#response = new ListedRefs((ref) => this.#refs.push(ref));
    }
    if (request.command !== 'fetch') return packets;
    const { fetch } = request;
    this.#brought ??= this.#bring(fetch, this.#refs).catch(() => NOTHING);
    const { here, tags } = await this.#brought;
    const haves = new Set(here.filter((oid) => !fetch.haves.has(oid)));
    const wants = fetch.followsTags ? tags.filter((oid) => !fetch.wants.includes(oid)) : [];
    this.#response = new FetchAnswer(haves);
    return withAdded(packets, { wants, haves });
  }

  #letGo(): Buffer {
    const raw = Buffer.concat(this.#request.map((packet) => packet.raw));
    this.#request = [];
    this.#held = 0;
    return raw;
  }

  #stopHearing(error: unknown): void {
    if (!(error instanceof NotAPacketError)) throw error;
    this.#isHeard = false;
  }
}
