import { EventEmitter, setMaxListeners } from 'node:events';
import type { GtpEvent } from '../../shared/gtp/events.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { type PeerId, shortId } from '../../shared/ids.ts';
import { BadManifestError, ManifestNotGivenError } from '../errors/peer-failures.ts';
import { LinkClosedError } from '../gtp/call.ts';
import type { Link } from '../gtp/link.ts';
import { isExpired } from '../identity/signing.ts';
import { FairTurns } from '../waiting/fair-turns.ts';
import { type CheckedManifest, fetchManifest, type ManifestChoice } from './fetch-manifest.ts';
import type { LastManifests } from './last-manifests.ts';
import type { PeerRecords } from './peer-records.ts';
import type { ManifestDesk } from './population/manifest-desk.ts';
import { relayed } from './relay.ts';

/** Manifests that are fetched at once. */
const AT_ONCE = 4;
/** How often it is checked whether a kept manifest should be renewed, in milliseconds. */
const RENEWAL_INTERVAL = 60 * 60_000;
/** One that expires within this many seconds is renewed while its maker is here. */
const RENEWAL_LEAD = 12 * 60 * 60;

/** Who is connected, and what everybody is called. */
export interface Links {
  /** Null while there is no connection. */
  linkTo(peer: PeerId): Link | null;
  /** Null for a peer that was never met. */
  nameOf(peer: PeerId): string | null;
  /** Whether it is connected, and keeps projects for others. */
  isDepot(peer: PeerId): boolean;
}

export interface RelayIntakeParts {
  readonly self: PeerId;
  readonly records: PeerRecords;
  readonly lastManifests: LastManifests;
  readonly links: Links;
  readonly desk: ManifestDesk;
  /** Of whom a depot keeps heads: what everyone may know of them is passed on, as of trusted peers. */
  readonly isKept: (peer: PeerId) => boolean;
}

interface RelayEvents {
  /** Those who are connected may be told this. */
  announced: [event: GtpEvent];
  /** More is known of a peer that is away. */
  news: [peer: PeerId];
  /** This peer passed on what it should not have. */
  problem: [peer: PeerId, sentence: string];
}

/** Takes manifests for everyone: from their makers, to pass them on, and from those who pass them on. */
export class RelayIntake implements Disposable {
  readonly events = new EventEmitter<RelayEvents>();
  readonly #parts: RelayIntakeParts;
  readonly #turns: FairTurns<string>;
  readonly #abort = new AbortController();
  /** Of each connection, whose manifests are being fetched, or came wrong and are not asked for again. */
  readonly #asked = new WeakMap<Link, Set<PeerId>>();
  /** Lists that are to come from those whom nobody trusts. */
  #ofStrangers = 0;
  readonly #renewal: NodeJS.Timeout;

  constructor(parts: RelayIntakeParts) {
    this.#parts = parts;
    const trusted = (id: string) => parts.records.isTrusted(id as PeerId);
    // As many wait at once as there are lists to come, within the bounds below.
    setMaxListeners(0, this.#abort.signal);
    this.#turns = new FairTurns({ room: AT_ONCE, isStranger: (id) => !trusted(id) });
    this.#renewal = setInterval(() => void this.#renew(), RENEWAL_INTERVAL);
    this.#renewal.unref();
  }

  /** A peer that is connected has said something new: if it is trusted, keeps what everyone may know. */
  async met(peer: PeerId): Promise<void> {
    const { records, lastManifests, links } = this.#parts;
    const link = links.linkTo(peer);
    if (link === null || !this.#isPassedOn(peer)) return;
    const lastSeq = records.find(peer)?.seq ?? 0;
    const choice = { peer, audience: 'everyone', lastSeq } as const;
    try {
      const checked = await this.#fetch(link, choice);
      await records.sawManifest(peer, checked.manifest);
      await lastManifests.keep(checked);
      this.events.emit('announced', relayed(checked.manifest));
    } catch (error) {
      // It may not know of relaying; what it shows to me is kept nevertheless.
      if (!(error instanceof BadManifestError || error instanceof LinkClosedError)) throw error;
    }
  }

  /** `from` says that it passes on a manifest of `author`. */
  async heard(from: PeerId, author: PeerId, seq: number): Promise<void> {
    const { self, records, lastManifests, links } = this.#parts;
    const link = links.linkTo(from);
    const record = records.find(author);
    // From those who are here themselves, and of those who were never met, nothing is taken: but a depot that is
    // trusted speaks of people who may never be here at the same time.
    if (link === null || author === self || links.linkTo(author) !== null) return;
    if (record === null && !(records.isTrusted(from) && links.isDepot(from))) return;
    const lastSeq = record?.seq ?? 0;
    if (seq <= lastSeq) return;
    const asked = this.#asked.get(link) ?? new Set();
    this.#asked.set(link, asked);
    if (asked.has(author) || asked.size >= LIMITS.relayedPerPeer) return;
    const isStrangers = !records.isTrusted(from);
    if (isStrangers && this.#ofStrangers >= LIMITS.relayedPerPeer) return;
    asked.add(author);
    if (isStrangers) this.#ofStrangers += 1;
    try {
      const choice = { peer: author, audience: 'everyone', lastSeq: lastSeq + 1 } as const;
      const checked = await this.#fetch(link, choice);
      asked.delete(author);
      // Somebody else may have passed on a newer one meanwhile.
      if (checked.manifest.seq <= (records.find(author)?.seq ?? 0)) return;
      await records.sawManifest(author, checked.manifest);
      await lastManifests.keep(checked);
      if (this.#isPassedOn(author)) this.events.emit('announced', relayed(checked.manifest));
      this.events.emit('news', author);
    } catch (error) {
      if (error instanceof LinkClosedError || this.#abort.signal.aborted) return;
      if (!(error instanceof BadManifestError)) throw error;
      if (error instanceof ManifestNotGivenError) {
        // It has let go of it since: nobody's fault, and there may be another one.
        asked.delete(author);
        return;
      }
      const whose = links.nameOf(author) ?? record?.name ?? shortId(author);
      const sentence = `It passed on a list of ${whose}’s projects that was refused: ${error.reason}.`;
      this.events.emit('problem', from, sentence);
    } finally {
      if (isStrangers) this.#ofStrangers -= 1;
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#renewal);
    this.#abort.abort();
  }

  #isPassedOn(peer: PeerId): boolean {
    return this.#parts.records.isTrusted(peer) || this.#parts.isKept(peer);
  }

  /**
   * When it is this peer's turn; those whom nobody trusts share one for each address, as they may be one with
   * many keys. It is kept, if it is, within bounds of its own.
   */
  async #fetch(link: Link, choice: ManifestChoice): Promise<CheckedManifest> {
    const { records, desk } = this.#parts;
    const { signal } = this.#abort;
    const owner = () => [records.isTrusted(link.peer) ? link.peer : link.host];
    return this.#turns.take(owner, signal, async () => {
      const fetched = await fetchManifest(link, choice, desk, signal);
      fetched.room[Symbol.dispose]();
      return fetched;
    });
  }

  async #renew(): Promise<void> {
    const soon = Date.now() + RENEWAL_LEAD * 1000;
    const ending = this.#parts.lastManifests.all.filter(
      ({ manifest }) => manifest.audience === 'everyone' && isExpired(manifest, soon),
    );
    await Promise.all(ending.map(({ manifest }) => this.met(manifest.peer).catch(() => {})));
  }
}
