import pLimit from 'p-limit';
import type { GtpEvent } from '../../shared/gtp/events.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { SignedManifest } from '../../shared/gtp/manifest.ts';
import type { PeerId } from '../../shared/ids.ts';
import { BadManifestError, ManifestNotGivenError } from '../errors/peer-failures.ts';
import { type Link, LinkClosedError } from '../gtp/link.ts';
import { isExpired } from '../identity/signing.ts';
import { fetchManifest } from './fetch-manifest.ts';
import type { KeptManifest, KeptManifests } from './kept-manifests.ts';
import type { PeerRecords } from './peer-records.ts';

/** Manifests that are fetched at once. */
const AT_ONCE = 4;
/** How often to check whether a kept manifest should be renewed, in milliseconds. */
const RENEWAL_INTERVAL = 60 * 60_000;
/** One that expires within this many seconds is renewed while its maker is here. */
const RENEWAL_LEAD = 12 * 60 * 60;

export interface RelayParts {
  readonly self: PeerId;
  readonly records: PeerRecords;
  readonly kept: KeptManifests;
  readonly announce: (event: GtpEvent) => void;
  readonly nameOf: (peer: PeerId) => string | null;
  /** The connection to a peer; null while there is none. */
  readonly linkTo: (peer: PeerId) => Link | null;
  /** More is known of a peer that is away. */
  readonly onNews: (peer: PeerId) => void;
  /** This peer passed on what it should not have. */
  readonly onProblem: (peer: PeerId, sentence: string) => void;
}

/**
 * Passes on what trusted peers show to everyone, and takes what others pass on. Only manifests that
 * their makers signed for everyone travel this way, so nobody learns what was not meant for them.
 */
export class Relay implements Disposable {
  readonly #parts: RelayParts;
  readonly #turns = pLimit(AT_ONCE);
  readonly #abort = new AbortController();
  /** Of each connection, whose manifests are being fetched, or came wrong and are not asked for again. */
  readonly #asked = new WeakMap<Link, Set<PeerId>>();
  readonly #renewal: NodeJS.Timeout;

  constructor(parts: RelayParts) {
    this.#parts = parts;
    this.#renewal = setInterval(() => void this.#renew(), RENEWAL_INTERVAL);
    this.#renewal.unref();
  }

  /** What is passed on at this moment. */
  get all(): readonly KeptManifest[] {
    const { kept, records } = this.#parts;
    return kept.all
      .filter(
        ({ manifest }) => manifest.audience === 'everyone' && records.isTrusted(manifest.peer),
      )
      .filter(({ manifest }) => !isExpired(manifest, Date.now()))
      .slice(-LIMITS.relayedPerPeer);
  }

  /** For somebody who begins to listen. */
  get events(): GtpEvent[] {
    return this.all.map(({ manifest }) => relayed(manifest));
  }

  find(peer: PeerId): SignedManifest | null {
    return this.all.find(({ manifest }) => manifest.peer === peer)?.signed ?? null;
  }

  /** A peer that is connected has said something new: if it is trusted, keeps what everyone may know. */
  async met(peer: PeerId): Promise<void> {
    const { records, kept, linkTo, announce } = this.#parts;
    const link = linkTo(peer);
    if (link === null || !records.isTrusted(peer)) return;
    const lastSeq = records.find(peer)?.seq ?? 0;
    const choice = { peer, audience: 'everyone', lastSeq } as const;
    try {
      const checked = await this.#turns(() => fetchManifest(link, choice, this.#abort.signal));
      await records.sawManifest(peer, checked.manifest.name, checked.manifest.seq);
      await kept.keep(checked);
      announce(relayed(checked.manifest));
    } catch (error) {
      // It may not know of relaying; what it shows to me is kept nevertheless.
      if (!(error instanceof BadManifestError || error instanceof LinkClosedError)) throw error;
    }
  }

  /** `from` says that it passes on a manifest of `author`. */
  async heard(from: PeerId, author: PeerId, seq: number): Promise<void> {
    const { self, records, kept, linkTo, announce, onNews, onProblem, nameOf } = this.#parts;
    const link = linkTo(from);
    const record = records.find(author);
    // From those who are here themselves, and of those who were never met, nothing is taken.
    if (link === null || record === null || author === self || linkTo(author) !== null) return;
    if (seq <= record.seq) return;
    const asked = this.#asked.get(link) ?? new Set();
    this.#asked.set(link, asked);
    if (asked.has(author) || asked.size >= LIMITS.relayedPerPeer) return;
    asked.add(author);
    try {
      const choice = { peer: author, audience: 'everyone', lastSeq: record.seq + 1 } as const;
      const checked = await this.#turns(() => fetchManifest(link, choice, this.#abort.signal));
      asked.delete(author);
      // Somebody else may have passed on a newer one meanwhile.
      if (checked.manifest.seq <= (records.find(author)?.seq ?? 0)) return;
      await records.sawManifest(author, checked.manifest.name, checked.manifest.seq);
      await kept.keep(checked);
      if (records.isTrusted(author)) announce(relayed(checked.manifest));
      onNews(author);
    } catch (error) {
      if (error instanceof LinkClosedError || this.#abort.signal.aborted) return;
      if (!(error instanceof BadManifestError)) throw error;
      if (error instanceof ManifestNotGivenError) {
        // It has let go of it since: nobody's fault, and there may be another one.
        asked.delete(author);
        return;
      }
      const whose = nameOf(author) ?? record.name;
      onProblem(
        from,
        `It passed on a list of ${whose}’s projects that was refused: ${error.reason}.`,
      );
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#renewal);
    this.#abort.abort();
  }

  async #renew(): Promise<void> {
    const soon = Date.now() + RENEWAL_LEAD * 1000;
    const ending = this.#parts.kept.all.filter(
      ({ manifest }) => manifest.audience === 'everyone' && isExpired(manifest, soon),
    );
    await Promise.all(ending.map(({ manifest }) => this.met(manifest.peer).catch(() => {})));
  }
}

function relayed({ peer, seq }: { peer: PeerId; seq: number }): GtpEvent {
  return { type: 'relayed', peer, seq };
}
