import { setTimeout as sleep } from 'node:timers/promises';
import type { Advertisement } from '../../shared/api/engine-contract.ts';
import type { Problem } from '../../shared/api/state.ts';
import type { PeerId } from '../../shared/ids.ts';
import type {
  Discovery,
  DiscoveryListener,
  InterfaceHearing,
  InterfaceReport,
  WhileListening,
} from './discovery.ts';
import {
  chooseInterfaces,
  type InterfaceChoice,
  type NetworkInterfaces,
  type UsableInterface,
} from './interface-choice.ts';
import { InterfaceWatch } from './interface-watch.ts';
import { PeerTable } from './peer-table.ts';
import { discoveryProblem, failureSentence } from './problem.ts';
import type { Announcement, OpenStation, Station } from './station.ts';

/** A station that failed is opened anew after this time, if its interface does not change before. */
const RETRY_MS = 10_000;
/** How long a change is left to settle before it is called a problem, or solved. */
const SETTLE_MS = 500;
/** Answers to a query come at once; a query may have to wait a second for the one before. */
const LISTEN_MS = 1_500;

export interface StationDiscoveryOptions {
  readonly listener: DiscoveryListener;
  /** The only interfaces to use, by name; every suitable one if empty. */
  readonly only: readonly string[];
  readonly openStation: OpenStation;
  readonly readInterfaces: () => NetworkInterfaces;
}

/** Discovery as the sum of its stations: one on each interface, opened anew whenever that changes. */
export class StationDiscovery implements Discovery {
  readonly #options: StationDiscoveryOptions;
  readonly #watch: InterfaceWatch;
  readonly #stations = new Map<string, OpenedStation>();
  readonly #peers = new PeerTable();
  #choices: readonly InterfaceChoice[] = [];
  #usable: readonly UsableInterface[] = [];
  #disposed = false;
  #advertisement: Advertisement | null = null;
  #problem: Problem | null = null;
  #telling: NodeJS.Timeout | undefined;
  /** Those who listen for a while. */
  readonly #ears = new Set<Ear>();
  /** Links being closed, so that disposal can wait for them. */
  readonly #closing = new Set<Promise<void>>();

  constructor(options: StationDiscoveryOptions) {
    this.#options = options;
    this.#watch = new InterfaceWatch(options.readInterfaces, {
      polled: (present) => {
        if (this.#follow(present)) this.#options.listener.networkChanged();
      },
      woke: () => {
        this.refresh();
        this.#options.listener.networkChanged();
      },
    });
    this.#follow(options.readInterfaces());
  }

  advertise(advertisement: Advertisement): void {
    this.#advertisement = advertisement;
    for (const { station, failure } of this.#stations.values()) {
      if (failure === null) station.advertise(advertisement);
    }
  }

  refresh(): void {
    if (this.#disposed) return;
    this.#peers.reportAllAgain();
    for (const opened of this.#stations.values()) this.#drop(opened);
    this.#follow(this.#options.readInterfaces());
  }

  interfaces(): readonly InterfaceReport[] {
    return this.#choices.map((choice): InterfaceReport => {
      if (choice.usable === null) {
        const { name, addresses, reason } = choice;
        return { name, addresses, use: { state: 'skipped', reason } };
      }
      const { name, addresses } = choice.usable;
      const failure = this.#stations.get(name)?.failure;
      if (!failure) return { name, addresses, use: { state: 'used' } };
      return {
        name,
        addresses,
        use: { state: 'failed', reason: failure.sentence, cause: failure.cause },
      };
    });
  }

  async listen(
    signal: AbortSignal,
    meanwhile?: WhileListening,
  ): Promise<readonly InterfaceHearing[]> {
    const heard = new Map<string, Set<PeerId>>();
    const anywhere = new Set<PeerId>();
    const ear: Ear = (name, peer) => {
      anywhere.add(peer);
      heard.set(name, (heard.get(name) ?? new Set()).add(peer));
    };
    this.#ears.add(ear);
    try {
      this.#lookNow();
      for (const { station, failure } of this.#stations.values()) {
        if (failure === null) station.ask();
      }
      await sleep(LISTEN_MS, undefined, { signal });
      await meanwhile?.(anywhere);
    } finally {
      this.#ears.delete(ear);
    }
    const self = this.#advertisement?.peer;
    return this.interfaces().map((report) => {
      const peers = heard.get(report.name) ?? new Set();
      const isSilent = self === undefined || report.use.state !== 'used';
      return {
        ...report,
        heardItself: isSilent ? null : peers.has(self),
        heard: [...peers].filter((peer) => peer !== self),
      };
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    this.#watch[Symbol.dispose]();
    clearTimeout(this.#telling);
    for (const { station, failure } of this.#stations.values()) {
      if (failure === null) this.#close(station, true);
    }
    this.#stations.clear();
    await Promise.all(this.#closing);
  }

  /** What has changed since it was looked last counts: an interface came or went, a firewall lets it pass. */
  #lookNow(): void {
    if (this.#disposed) return;
    for (const opened of this.#stations.values()) if (opened.failure !== null) this.#drop(opened);
    if (this.#follow(this.#options.readInterfaces())) this.#options.listener.networkChanged();
  }

  /** Opens, closes and opens anew what the present interfaces ask for; tells if they changed. */
  #follow(present: NetworkInterfaces): boolean {
    const before = JSON.stringify(this.#usable);
    this.#choices = chooseInterfaces(present, this.#options.only);
    this.#usable = this.#choices.flatMap((choice) => choice.usable ?? []);
    for (const opened of this.#stations.values()) {
      const now = this.#usable.find(({ name }) => name === opened.on.name);
      if (now === undefined) this.#peers.forgetStation(opened.on.name);
      if (now === undefined || !isSame(now, opened.on) || isDueAgain(opened)) this.#drop(opened);
    }
    for (const on of this.#usable) {
      if (!this.#stations.has(on.name)) this.#open(on);
    }
    this.#tellProblemSoon();
    return JSON.stringify(this.#usable) !== before;
  }

  #open(on: UsableInterface): void {
    const isCurrent = () => this.#stations.get(on.name) === opened;
    const station = this.#options.openStation(on, {
      heard: (announcement) => {
        if (isCurrent()) this.#heard(on.name, announcement);
      },
      gone: (shortId) => {
        if (!isCurrent()) return;
        for (const peer of this.#peers.gone(shortId)) this.#options.listener.left(peer);
      },
      failed: (cause) => {
        if (!isCurrent() || opened.failure !== null) return;
        const { code = null } = cause as NodeJS.ErrnoException;
        opened.failure = { sentence: failureSentence(cause), cause: code, at: performance.now() };
        this.#close(station, false);
        this.#tellProblemSoon();
      },
    });
    const opened: OpenedStation = { on, station, failure: null };
    this.#stations.set(on.name, opened);
    if (this.#advertisement !== null) station.advertise(this.#advertisement);
  }

  /** Nobody is told: the station is opened anew, or its interface is gone. */
  #drop({ on, station, failure }: OpenedStation): void {
    this.#stations.delete(on.name);
    if (failure === null) this.#close(station, false);
  }

  #close(station: Station, goodbye: boolean): void {
    const closing = station.close(goodbye).finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  #heard(station: string, announcement: Announcement): void {
    for (const ear of this.#ears) ear(station, announcement.peer);
    if (announcement.peer === this.#advertisement?.peer) return;
    const subnets = this.#usable.flatMap((on) => on.subnets);
    const sighting = this.#peers.heard(station, announcement, subnets, performance.now());
    if (sighting !== null) this.#options.listener.seen(sighting);
  }

  /** Later, not at once: a station that is tried again looks well until it fails again. */
  #tellProblemSoon(): void {
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => {
      const problem = discoveryProblem(this.interfaces(), this.#options.only);
      if (JSON.stringify(problem) === JSON.stringify(this.#problem)) return;
      this.#problem = problem;
      this.#options.listener.problem(problem);
    }, SETTLE_MS);
  }
}

/** Hears that a peer, or this one itself, announces itself at a station. */
type Ear = (station: string, peer: PeerId) => void;

interface OpenedStation {
  readonly on: UsableInterface;
  readonly station: Station;
  /** Once it is set, the station is closed. */
  failure: { readonly sentence: string; readonly cause: string | null; readonly at: number } | null;
}

function isSame(a: UsableInterface, b: UsableInterface): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isDueAgain({ failure }: OpenedStation): boolean {
  return failure !== null && performance.now() - failure.at >= RETRY_MS;
}
