import type { Reached, View } from '../gtp/view.ts';
import type { PeerId } from '../ids.ts';
import type { Reach } from './reach-state.ts';
import type { AppState, Peer, Presence, Problem, RepositoryStatus, Trust } from './state.ts';

/** What was seen when somebody called the doctor; `domain/doctor/` says what follows from it. */
export interface DoctorFacts {
  /** As `process.platform`. */
  readonly platform: string;
  readonly versions: {
    readonly shoal: string;
    /** Null while the engine cannot be asked. */
    readonly git: string | null;
    readonly node: string;
    /** Of the operating system. */
    readonly system: string;
  };
  readonly engine: AppState['engine'];
  /** Where peers connect to; null while that is not known. */
  readonly port: number | null;
  readonly network: NetworkFacts;
  readonly firewalls: readonly FirewallFact[];
  /** Windows: what it takes the connected networks for. */
  readonly profiles: readonly NetworkProfile[];
  /** Room on the disk of the data folder; null where the system does not tell. */
  readonly disk: { readonly freeBytes: number } | null;
  readonly repositories: readonly RepositoryFact[];
  /** How this computer is found and reached beyond the network; absent where nothing is set. */
  readonly reach?: Reach;
  /** What the state says is wrong, beside what stands elsewhere here. */
  readonly problems: readonly Problem[];
  /** At most `MOST_PEERS` of those that are here or were heard; the one that was asked for first. */
  readonly peers: readonly PeerFact[];
  /** Whom the question is about; null for everyone. */
  readonly asked: AskedPeer | null;
}

/** How many teammates are asked how they see this computer. */
export const MOST_PEERS = 8;

export interface NetworkFacts {
  /** Whether this computer looks for teammates at all (`--no-mdns`). */
  readonly isLooking: boolean;
  readonly interfaces: readonly InterfaceFact[];
  /** The interface that leads to the internet; null if there is none, or the system does not tell. */
  readonly way: { readonly name: string; readonly isTunnel: boolean } | null;
}

export interface InterfaceFact {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly use: 'used' | 'skipped' | 'failed';
  /** Why it is not used, as a sentence. */
  readonly reason: string | null;
  /** The code of the system's error, where it failed. */
  readonly cause: string | null;
  /** Whether its own announcement came back, just now; null where none was sent. */
  readonly heardItself: boolean | null;
  /** Who was heard on it just now. */
  readonly heard: readonly PeerId[];
}

/** A firewall of this computer's. What is null it does not tell to everybody. */
export interface FirewallFact {
  readonly kind: 'ufw' | 'firewalld' | 'nftables' | 'macos' | 'windows';
  readonly isOn: boolean;
  /** Whether announcements come in and go out. */
  readonly admitsMdns: boolean | null;
  /** Whether teammates can connect. */
  readonly admitsPort: boolean | null;
  /** Where its rules for what comes in are, as its own commands name it: a zone, or a table with a chain. */
  readonly place: string | null;
}

export interface NetworkProfile {
  readonly interface: string;
  readonly kind: 'public' | 'private' | 'domain';
}

export interface RepositoryFact {
  readonly path: string;
  readonly isShared: boolean;
  readonly status: RepositoryStatus;
}

/** What a peer said of how it sees this one. */
export type ViewFact =
  | { readonly state: 'told'; readonly view: View }
  /** It does not know the question. */
  | { readonly state: 'older' }
  /** It is connected, but said nothing of use in time. */
  | { readonly state: 'silent' }
  /** There is no connection to ask over. */
  | { readonly state: 'unasked' };

/** What the engine knows of a teammate. */
export interface EnginePeerFact {
  readonly id: PeerId;
  readonly name: string;
  readonly trust: Trust;
  readonly presence: Presence['state'];
  /** Where the relay is over which it is connected; absent where it is connected directly, or not at all. */
  readonly relay?: string;
  /** It is connected by hole punching. */
  readonly isPunched?: true;
  /** Milliseconds since it was heard last; null if it was not, or has said goodbye. */
  readonly heardAgo: number | null;
  /** Where it was knocked, as `host:port`; null where nobody knows where. */
  readonly place: string | null;
  readonly reached: Reached;
  readonly view: ViewFact;
  /** By how much its clock is ahead of this one, in milliseconds; null while it has not told the time. */
  readonly clockAhead: number | null;
  /** How many repositories it shows to this computer; null while it has not said. */
  readonly shows: number | null;
  /** What is wrong with it, beside its clock, as a sentence. */
  readonly problem: Peer['problem'];
}

export interface PeerFact extends EnginePeerFact {
  /** On which interfaces it was heard just now. */
  readonly heardOn: readonly string[];
  /** How many of my repositories it may see. */
  readonly maySee: number;
}

export type AskedPeer =
  | { readonly state: 'known'; readonly id: PeerId }
  /** Nobody of this name or id was ever met, or is here. */
  | { readonly state: 'unknown'; readonly typed: string };

/** What the engine can say, beside its state. */
export interface EngineFacts {
  readonly git: string;
  readonly peers: readonly EnginePeerFact[];
}
