import { z } from 'zod';
import type { Relation } from '../domain/git/relation.ts';
import type { Role } from '../gtp/push.ts';
import { type Oid, type PeerId, peerIdSchema, repositoryIdSchema } from '../ids.ts';
import { command } from './contract.ts';
import type { Rejection } from './depot-push-contract.ts';

/** A branch of mine, and where it would go. */
export interface OfferedBranch {
  readonly ref: string;
  /** Where mine is. */
  readonly oid: Oid;
  readonly subject: string;
  readonly isCheckedOut: boolean;
  /** The depot's branch that would move: the one of the same name, or, where my role does not reach that, one of my own there. */
  readonly target: string;
  /** Where that is now; null: it would be new. */
  readonly old: Oid | null;
  /** How the depot's stands to mine. */
  readonly relation: Relation;
  /** What would become of it. */
  readonly verdict:
    | { readonly status: 'moves' }
    | { readonly status: 'same' }
    | { readonly status: 'rejected'; readonly why: Rejection };
}

/** What I may do at a depot. */
export type MyRights =
  | {
      readonly state: 'role';
      readonly role: Role;
      /** Seconds since the epoch; null: until it is taken back. */
      readonly expires: number | null;
    }
  /** `sentence` says why. */
  | { readonly state: 'none'; readonly code: string; readonly sentence: string };

/** A project of mine at a depot: what it has, and what I could push. */
export interface DepotLook {
  readonly depot: { readonly id: PeerId; readonly name: string };
  readonly owner: { readonly id: PeerId; readonly name: string };
  /** Signed entries so far; 0 before the first push. */
  readonly entries: number;
  readonly rights: MyRights;
  /** The checked-out one first, then those with the latest commits; empty where I may push nothing. */
  readonly branches: readonly OfferedBranch[];
  /** How many of mine are not among them. */
  readonly more: number;
}

export const depotLookCommands = {
  /** How my branches stand to those of a depot, and what it would say to each. Moves nothing. */
  'depot.look': command<DepotLook>()(
    z.object({
      /** Mine. */
      repository: repositoryIdSchema,
      peer: peerIdSchema,
      /** Which of the depot's, where it has the project several times. */
      copy: repositoryIdSchema.optional(),
    }),
  ),
} as const;
export type DepotLookCommands = typeof depotLookCommands;
