import { createHash } from 'node:crypto';
import type { Signed, TrackerDocument } from '../../shared/gtp/tracker.ts';

export interface ListPartContents {
  readonly bits: number;
  /** In how many seconds to ask again. */
  readonly expires: number;
  readonly envelopes: readonly Signed[];
}

/** One part of a tracker's list as it is at the moment: as JSON, once somebody wants that. */
export class ListPart {
  readonly contents: ListPartContents;
  /** Names this version of it (RFC 9110, section 8.8.3): the signatures say what it holds. */
  readonly tag: string;
  #body: Buffer | null = null;

  constructor(contents: ListPartContents) {
    const { bits, expires, envelopes } = contents;
    this.contents = contents;
    const all = [bits, expires, ...envelopes.map(({ signature }) => signature)].join(' ');
    const hash = createHash('sha256').update(all);
    this.tag = `"${hash.digest('base64url').slice(0, 22)}"`;
  }

  get body(): Buffer {
    this.#body ??= Buffer.from(JSON.stringify(this.#document));
    return this.#body;
  }

  get #document(): TrackerDocument {
    const { bits, expires, envelopes } = this.contents;
    return { type: 'gtp-tracker', v: 2, bits, envelopes: [...envelopes], expires, takes: true };
  }
}
