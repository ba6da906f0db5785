import { z } from 'zod';
import type { Origin } from '../../shared/api/engine-contract.ts';
import { shareBackSchema } from '../../shared/domain/visibility.ts';
import {
  type Oid,
  oidSchema,
  type PeerId,
  peerIdSchema,
  type RepositoryId,
  repositoryIdSchema,
  type SwarmId,
  swarmIdSchema,
  type TransferId,
  transferIdSchema,
} from '../../shared/ids.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';

/** What the user asked for. */
const requestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fetch'),
    repository: repositoryIdSchema,
    peers: z.array(peerIdSchema),
    as: z.string().optional(),
    /** It comes of following somebody: only these heads, and what the user took back stays away. */
    following: z.object({ only: z.array(z.string()), except: z.array(z.string()) }).optional(),
  }),
  z.object({
    kind: z.literal('clone'),
    swarm: swarmIdSchema,
    directory: z.string(),
    peer: peerIdSchema.optional(),
    share: shareBackSchema.optional(),
  }),
  /** A clone of an address. */
  z.object({
    kind: z.literal('url'),
    /** Secrets that are in it are not written down. */
    url: z.string(),
    lacksSecret: z.boolean().default(false),
    /** Absolute. */
    directory: z.string(),
    share: shareBackSchema.optional(),
  }),
]);
export type LoggedRequest = z.infer<typeof requestSchema>;
export type FetchRequest = Extract<LoggedRequest, { kind: 'fetch' }>;
export type CloneRequest = Extract<LoggedRequest, { kind: 'clone' }>;
export type UrlRequest = Extract<LoggedRequest, { kind: 'url' }>;

/** What a git of the user's asked for: it is that git which goes on with it, or not. */
export interface ObjectsRequest {
  readonly kind: 'objects';
  /** Absolute. */
  readonly gitDir: string;
  readonly swarm: SwarmId;
  readonly peer: PeerId;
  readonly wants: readonly Oid[];
  /** Also annotated tags that lead to commits which are here then. */
  readonly followTags: boolean;
}

/** The same, of what is near of an origin that this git fetches from next. */
export interface NearbyRequest {
  readonly kind: 'nearby';
  /** Absolute. */
  readonly gitDir: string;
  readonly origin: Origin;
  readonly wants: readonly Oid[];
  readonly isExact: boolean;
}

/** What trusted teammates have is fetched ahead. */
export interface AheadRequest {
  readonly kind: 'ahead';
  readonly repository: RepositoryId;
}

/** What copies nearby have is brought for a clone of an address: it is that clone which goes on with it, or not. */
export interface MirrorRequest {
  readonly kind: 'mirror';
  /** Absolute; what is cloned into. */
  readonly directory: string;
}

/** Somebody's heads are brought into a depot. */
export interface DepotRequest {
  readonly kind: 'depot';
  readonly repository: RepositoryId;
  readonly peer: PeerId;
}

export type TransferRequest =
  | LoggedRequest
  | ObjectsRequest
  | NearbyRequest
  | AheadRequest
  | MirrorRequest
  | DepotRequest;

/** Whether it goes on after a restart. */
export function isLogged(request: TransferRequest): request is LoggedRequest {
  return request.kind === 'fetch' || request.kind === 'clone' || request.kind === 'url';
}

const recordSchema = z.object({
  id: transferIdSchema,
  request: requestSchema,
  /** Null for a clone of an address that nobody nearby had. */
  swarm: swarmIdSchema.nullable(),
  name: z.string(),
  path: z.string(),
  state: z.discriminatedUnion('state', [
    z.object({ state: z.literal('running') }),
    z.object({ state: z.literal('paused') }),
    /** In use, but what these reach was not checked yet. */
    z.object({ state: z.literal('verifying'), wants: z.array(oidSchema) }),
    /** It can be tried again, and then goes on where it stopped. */
    z.object({
      state: z.literal('failed'),
      code: z.string(),
      sentence: z.string(),
      isFinal: z.boolean().default(false),
    }),
  ]),
});
export type TransferRecord = z.infer<typeof recordSchema>;

/** The transfers that have not come to their end, on disk: they outlive the engine. */
export class TransferLog {
  readonly #file: JsonFile<TransferRecord[]>;

  private constructor(file: JsonFile<TransferRecord[]>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<TransferLog> {
    return new TransferLog(await folder.openList('transfers.json', recordSchema));
  }

  get all(): readonly TransferRecord[] {
    return this.#file.value;
  }

  find(id: TransferId): TransferRecord | null {
    return this.all.find((record) => record.id === id) ?? null;
  }

  async put(record: TransferRecord): Promise<void> {
    await this.#file.update((all) => [...all.filter(({ id }) => id !== record.id), record]);
  }

  async setState(id: TransferId, state: TransferRecord['state']): Promise<void> {
    const record = this.find(id);
    if (record !== null) await this.put({ ...record, state });
  }

  async remove(id: TransferId): Promise<void> {
    if (this.find(id) === null) return;
    await this.#file.update((all) => all.filter((record) => record.id !== id));
  }
}
