import { z } from 'zod';
import { HIGHEST_PORT, LONGEST_HOST } from '../domain/endpoint-bounds.ts';
import { isAlias } from '../domain/git/tracking-refs.ts';
import { shareBackSchema, visibilitySchema } from '../domain/visibility.ts';
import type { HeadMatches } from '../domain/words/head-count.ts';
import {
  type Oid,
  oidSchema,
  type PeerId,
  peerIdSchema,
  repositoryIdSchema,
  swarmIdSchema,
  transferIdSchema,
} from '../ids.ts';
import type { Browsed } from './browsed.ts';
import { command, nothing } from './contract.ts';
import { depotStartSchema } from './depot-contract.ts';
import { engineDoctorCommands } from './doctor-commands.ts';
import { everyDepotCommand } from './every-depot-command.ts';
import { guestCommands } from './guests-contract.ts';
import type { History } from './history-state.ts';
import { lookCommands } from './look-commands.ts';
import type { Mirrored } from './mirror-source.ts';
import { rateSchema } from './rate-schema.ts';
import { reachChoicesSchema, reachCommands } from './reach-contract.ts';
import { roomCommands } from './room-contract.ts';
import { type SharedHeads, theirCopySchema } from './shared-heads.ts';
import { sharingCommands } from './sharing-state.ts';
import type { LocalRepository, Self, TransferResult } from './state.ts';
import type { StateChange } from './state-change.ts';

/** An absolute path that the user chose on this machine; never one that came from a peer. */
const pathSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'a path cannot hold a zero byte');

/** More than a teammate can list. */
const MOST_WANTS = 30_000;

/** What is known of an origin by whoever fetches from it. */
const originSchema = z.object({
  /** As manifests name it; null for one that has no name there. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** What it has just listed, if it was asked. */
  refs: z.array(z.object({ ref: z.string().max(1024), oid: oidSchema })).max(MOST_WANTS),
});
export type Origin = z.infer<typeof originSchema>;

const patternsSchema = z.array(z.string().max(255)).max(100).readonly();

/** Where a peer may be reached. `host` is an IP address, or a name that the user typed. */
export const endpointSchema = z.object({
  host: z.string().min(1).max(LONGEST_HOST),
  port: z.int().min(1).max(HIGHEST_PORT),
});
export type Endpoint = z.infer<typeof endpointSchema>;

/** What mDNS says of a peer: addresses and hints, never trust. */
const sightingSchema = z.object({
  peer: peerIdSchema,
  name: z.string().max(255),
  /** Its manifest's number, as far as the TXT record tells. */
  seq: z.int().min(0),
  endpoints: z.array(endpointSchema).max(64),
});
export type Sighting = z.infer<typeof sightingSchema>;

/** What this peer says of itself over mDNS: a service `_gtp._tcp`, whose TXT record is `gtp/txt-record.ts`. */
export interface Advertisement {
  readonly peer: Self['id'];
  readonly name: string;
  readonly port: number;
  readonly seq: number;
  /** Swarms that everyone may see. */
  readonly swarms: readonly z.infer<typeof swarmIdSchema>[];
}

/** What a user can ask for; the host passes these on to the engine as they are. */
export const userCommands = {
  ...lookCommands,
  ...sharingCommands,
  ...reachCommands,
  'self.rename': command()(z.object({ name: z.string().min(1).max(64) })),
  /** Connects to an address that the user typed, and answers with the peer found there. */
  'peers.connect': command<{ peer: z.infer<typeof peerIdSchema> }>()(endpointSchema),
  'peers.trust': command()(z.object({ peer: peerIdSchema })),
  'peers.untrust': command()(z.object({ peer: peerIdSchema })),
  /** Tells everyone that I compared a trusted peer's words, so that those who trust me know. */
  'peers.vouch': command()(z.object({ peer: peerIdSchema })),
  'peers.unvouch': command()(z.object({ peer: peerIdSchema })),
  /** Forgets a peer that has left. */
  'peers.forget': command()(z.object({ peer: peerIdSchema })),
  /** Makes a repository known, shared with nobody; one that is known already is returned as it is. */
  'repositories.add': command<LocalRepository>()(z.object({ path: pathSchema })),
  'repositories.setVisibility': command()(
    z.object({ repository: repositoryIdSchema, visibility: visibilitySchema }),
  ),
  /** Which branches and tags are shared, as patterns on short names; all of them at first. */
  'repositories.setHeads': command()(
    z.object({
      repository: repositoryIdSchema,
      only: patternsSchema,
      except: patternsSchema,
    }),
  ),
  /** How many of its branches and tags these patterns choose, without sharing any. */
  'repositories.countHeads': command<HeadMatches>()(
    z.object({
      repository: repositoryIdSchema,
      only: patternsSchema,
      except: patternsSchema,
    }),
  ),
  /** Whether what trusted teammates have of it is fetched ahead, for the next `git fetch` to find it here. */
  'repositories.setFetchesAhead': command()(
    z.object({ repository: repositoryIdSchema, on: z.boolean() }),
  ),
  /** Shoal forgets the repository; nothing on disk is touched but what it had fetched ahead. */
  'repositories.remove': command()(z.object({ repository: repositoryIdSchema })),
  /** Brings teammates' heads into `refs/remotes/<alias>/`; from all of them if none is named. */
  fetch: command<TransferResult>()(
    z.object({
      transfer: transferIdSchema,
      repository: repositoryIdSchema,
      peers: z.array(peerIdSchema).max(1_000),
      /** Only with a single peer: the name to keep its heads under. */
      as: z.string().refine(isAlias, 'not a name that git allows below refs/remotes/').optional(),
    }),
  ),
  /** Fetches a teammate's heads whenever they change; in place of the rule for the same place. */
  'follow.set': command()(
    z.object({
      peer: peerIdSchema,
      /** Null for every project that both have. */
      repository: repositoryIdSchema.nullable(),
      /** Which heads, as patterns on short names; without `only`, all of them. */
      only: patternsSchema,
      except: patternsSchema,
      /** My branches that move along, as `git merge --ff-only` does it; only in one repository. */
      fastForward: z.array(z.string().min(1).max(255)).max(100).readonly(),
      /** What comes of it is not announced. */
      isMuted: z.boolean(),
    }),
  ),
  'follow.remove': command()(
    z.object({ peer: peerIdSchema, repository: repositoryIdSchema.nullable() }),
  ),
  /** Sets a fetched ref back to what it was before; all refs of the entry if none is named. */
  'activity.undo': command()(
    z.object({ entry: z.string().max(64), ref: z.string().max(1024).optional() }),
  ),
  clone: command<TransferResult & { path: string }>()(
    z.object({
      transfer: transferIdSchema,
      swarm: swarmIdSchema,
      directory: pathSchema,
      /** Whose copy decides on branches; the one with the latest commit if none is named. */
      peer: peerIdSchema.optional(),
      /** Who may see it once it is here and checked; nobody if left out. */
      share: shareBackSchema.optional(),
    }),
  ),
  /** What a teammate shares of a project, for a git that fetches from it by itself. */
  'git.heads': command<SharedHeads>()(theirCopySchema),
  /** Brings objects, with all that they reach, into a repository whose refs the calling git moves then. */
  'git.objects': command()(
    z.object({
      transfer: transferIdSchema,
      gitDir: pathSchema,
      ...theirCopySchema.shape,
      wants: z.array(oidSchema).min(1).max(MOST_WANTS),
      /** Brings annotated tags, too, that lead to commits which are here then. */
      followTags: z.boolean(),
    }),
  ),
  /** Who is here with copies of an origin, where nobody else is asked for it; and under whose id it is brought. */
  'git.nearby': command<{ names: string[]; self: PeerId }>()(z.object({ origin: originSchema })),
  /**
   * Brings what they have of the wanted refs into a repository, as far as that is quick, for a git that fetches
   * from the origin next. Answers with commits that are here then with all that they reach.
   */
  'git.bring': command<{ here: Oid[] }>()(
    z.object({
      transfer: transferIdSchema,
      gitDir: pathSchema,
      origin: originSchema,
      wants: z.array(oidSchema).min(1).max(MOST_WANTS),
      /** Nothing may come but what is wanted, or goes by the same name: git follows tags to all that is here. */
      isExact: z.boolean().default(false),
    }),
  ),
  /** How far such a transfer is; null where there is none. */
  'git.progress': command<{ bytes: number; names: string[] } | null>()(
    z.object({ transfer: transferIdSchema }),
  ),
  /** Brings what copies nearby have of an origin, for a clone into this folder to borrow from. */
  'mirror.bring': command<Mirrored>()(
    z.object({
      transfer: transferIdSchema,
      directory: pathSchema,
      origin: originSchema,
    }),
  ),
  /** Clones an address: what copies nearby have first, the rest from the origin by the user's own git. */
  'clone.url': command<TransferResult & { path: string }>()(
    z.object({
      transfer: transferIdSchema,
      url: pathSchema,
      directory: pathSchema,
      share: shareBackSchema.optional(),
    }),
  ),
  /** Fails where a clone of this project, or of an address, cannot begin in this folder; nothing is changed. */
  'clone.check': command()(z.object({ swarm: swarmIdSchema.nullable(), directory: pathSchema })),
  /** Looks at a project without taking it: at the freshest copy, unless a peer is named. */
  browse: command<Browsed>()(
    z.object({
      swarm: swarmIdSchema,
      /** Whose copy; this computer's own peer for mine. */
      peer: peerIdSchema.optional(),
      /** The short name of a branch or tag, or a head's object id; the default branch if left out. */
      head: z.string().min(1).max(255).optional(),
    }),
  ),
  /** Ends a transfer, and throws away what it has brought so far. */
  'transfers.cancel': command()(z.object({ transfer: transferIdSchema })),
  /** Halts a transfer; what is here is kept, also when Shoal is closed. */
  'transfers.pause': command()(z.object({ transfer: transferIdSchema })),
  'transfers.resume': command()(z.object({ transfer: transferIdSchema })),
  /** Does again what failed or was cancelled; what an earlier attempt brought is not asked for again. */
  'transfers.retry': command()(z.object({ transfer: transferIdSchema })),
  /** Takes an ended transfer off the list. */
  'transfers.dismiss': command()(z.object({ transfer: transferIdSchema })),
  /** Whether what comes by itself is announced at all. */
  'notifications.set': command()(z.object({ isMuted: z.boolean() })),
  /** With whom a clone is shared unless the user says otherwise. */
  'cloning.set': command()(z.object({ share: shareBackSchema })),
  ...guestCommands,
  ...roomCommands,
  ...everyDepotCommand,
  /** What has moved between this computer and others so far. */
  'history.get': command<History>()(nothing),
  /** How fast bytes may move. */
  'limits.set': command()(
    z.object({
      upload: rateSchema,
      uploadPerPeer: rateSchema,
      download: rateSchema,
      downloadPerPeer: rateSchema,
    }),
  ),
} as const;

/** Host → engine. */
export const engineContract = {
  ...userCommands,
  'engine.start': command<Self>()(
    z.object({
      dataDirectory: pathSchema,
      /** Overrides the stored name. */
      name: z.string().min(1).max(64).optional(),
      listen: z.object({ host: z.string().max(255), port: z.int().min(0).max(65_535) }),
      version: z.string().max(64),
      reach: reachChoicesSchema.prefault({}),
      depot: depotStartSchema.optional(),
    }),
  ),
  /** Ends all connections and transfers; unfinished ones can go on at the next start. */
  'engine.stop': command()(nothing),
  /** A peer was seen, or seen to change, on the network. */
  'discovery.seen': command()(sightingSchema),
  /** A peer said goodbye on the network. */
  'discovery.left': command()(z.object({ peer: peerIdSchema })),
  ...engineDoctorCommands,
  /** The network changed or the machine woke up: check every connection now. */
  'discovery.refresh': command()(nothing),
  /** In each direction the most of all, whatever the user's limits are; until it is said anew. */
  'limits.cap': command()(z.object({ rate: rateSchema })),
} as const;
export type EngineContract = typeof engineContract;

/** Engine → host. */
export interface EngineEvents {
  stateChanged: readonly StateChange[];
  advertise: Advertisement;
  log: LogEntry;
}

export interface LogEntry {
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
}
