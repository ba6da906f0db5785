import { z } from 'zod';
import { isSharedRefName } from '../domain/git/ref-name.ts';
import { LIMITS } from '../gtp/limits.ts';
import { type EntryHash, type PushedChange, type Role, roleSchema } from '../gtp/push.ts';
import {
  type Oid,
  oidSchema,
  type PeerId,
  peerIdSchema,
  repositoryIdSchema,
  swarmIdSchema,
} from '../ids.ts';
import { command } from './contract.ts';
import type { SharedHeads } from './shared-heads.ts';

/** A depot's copy of a project. */
const copy = {
  swarm: swarmIdSchema,
  /** The depot; the only one nearby that takes pushes for the project, if left out. */
  peer: peerIdSchema.optional(),
  /** Which of the depot's, where it has the project several times, such as for several people. */
  copy: repositoryIdSchema.optional(),
};

const refName = z.string().refine(isSharedRefName, 'not a branch or tag that can be shared');

const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'), 'a path cannot hold a zero byte');

/** Why a ref is not moved: the words that git has for it, or what the pusher's role lacks. */
export type Rejection =
  | {
      readonly code: 'fetch-first' | 'non-fast-forward' | 'stale' | 'already-exists' | 'atomic';
    }
  | { readonly code: 'not-allowed'; readonly sentence: string };

/** What became of a ref. */
export type PushedRef =
  | {
      readonly ref: string;
      readonly status: 'moved';
      readonly old: Oid | null;
      readonly new: Oid | null;
      readonly forced: boolean;
    }
  | { readonly ref: string; readonly status: 'same' }
  | { readonly ref: string; readonly status: 'rejected'; readonly why: Rejection };

/** A push, as it came out. */
export interface Pushed {
  readonly depot: { readonly id: PeerId; readonly name: string };
  readonly refs: readonly PushedRef[];
  /** The number of the entry that was signed for it; null where none was. */
  readonly seq: number | null;
}

/** An entry of a chain, as people read it. */
export interface LoggedEntry {
  readonly seq: number;
  readonly hash: EntryHash;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly peer: PeerId;
  readonly name: string;
  readonly act:
    | { readonly kind: 'push'; readonly changes: readonly PushedChange[] }
    | {
        readonly kind: 'grant';
        readonly to: PeerId;
        readonly name: string;
        readonly role: Role;
        readonly expires: number | null;
      }
    | { readonly kind: 'revoke'; readonly from: PeerId; readonly name: string };
}

/** What somebody may do. */
export interface RoleHolder {
  readonly peer: PeerId;
  readonly name: string;
  readonly words: readonly string[];
  readonly role: Role;
  /** Seconds since the epoch. */
  readonly since: number;
  /** Who gave it. */
  readonly by: { readonly id: PeerId; readonly name: string };
  /** Seconds since the epoch; null: until it is revoked. */
  readonly expires: number | null;
}

/** A chain that was fetched and checked, and compared with those of other depots nearby. */
export interface DepotLog {
  readonly depot: { readonly id: PeerId; readonly name: string };
  readonly owner: { readonly id: PeerId; readonly name: string };
  readonly entries: readonly LoggedEntry[];
  /** Who may do something at this moment. */
  readonly roles: readonly RoleHolder[];
  readonly refs: readonly { readonly ref: string; readonly oid: Oid }[];
  /** Other depots with this project, and how many entries each shows. */
  readonly others: readonly {
    readonly id: PeerId;
    readonly name: string;
    readonly entries: number;
    /** What is wrong with what it shows, in a sentence; null where it tells the same story. */
    readonly problem: string | null;
  }[];
}

export const depotPushCommands = {
  /** Where a depot's branches and tags are, by its chain. */
  'depot.refs': command<SharedHeads>()(z.object(copy)),
  /** Signs a push and hands it to a depot. What is not rejected moves together, or not at all. */
  'depot.push': command<Pushed>()(
    z.object({
      ...copy,
      /** Of the repository that has the commits. */
      gitDir: path,
      wanted: z
        .array(
          z.object({
            ref: refName,
            new: oidSchema.nullable(),
            seen: oidSchema.nullable().optional(),
            forced: z.boolean(),
          }),
        )
        .min(1)
        .max(LIMITS.changesPerPush),
      /** Nothing moves where something is rejected. */
      isAtomic: z.boolean().default(false),
      /** Only says what would happen. */
      isDryRun: z.boolean().default(false),
    }),
  ),
  /** A depot's chain. @param accept takes what it shows now, whatever it showed before */
  'depot.log': command<DepotLog>()(z.object({ ...copy, accept: z.boolean().default(false) })),
  /** Answers with the words of whom the role was given to, to be compared. */
  'depot.grant': command<{ seq: number; words: readonly string[] }>()(
    z.object({
      ...copy,
      to: peerIdSchema,
      role: roleSchema,
      /** Seconds since the epoch. */
      expires: z.int().positive().optional(),
    }),
  ),
  'depot.revoke': command<{ seq: number }>()(z.object({ ...copy, from: peerIdSchema })),
} as const;
export type DepotPushCommands = typeof depotPushCommands;
