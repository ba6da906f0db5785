import { z } from 'zod';

export { shortId } from './short-id.ts';

/** RFC 4648 base32 (lower case, unpadded) of a SHA-256: 52 characters. */
const BASE32_SHA256 = /^[a-z2-7]{52}$/;

/** Names a peer: base32 of the SHA-256 of its public key (SPKI, DER). */
export const peerIdSchema = z.string().regex(BASE32_SHA256).brand<'PeerId'>();
export type PeerId = z.infer<typeof peerIdSchema>;

/** Names a swarm: base32 of the SHA-256 of `<object format>:<root commit>`. */
export const swarmIdSchema = z.string().regex(BASE32_SHA256).brand<'SwarmId'>();
export type SwarmId = z.infer<typeof swarmIdSchema>;

/** A full git object id, SHA-1 (40 hex digits) or SHA-256 (64). */
export const oidSchema = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
  .brand<'Oid'>();
export type Oid = z.infer<typeof oidSchema>;

export const objectFormatSchema = z.enum(['sha1', 'sha256']);
export type ObjectFormat = z.infer<typeof objectFormatSchema>;

/** Names a large file of Git LFS: hex SHA-256 of its content. */
const lfsOidSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'LfsOid'>();
export type LfsOid = z.infer<typeof lfsOidSchema>;

/** Names one shared copy on one peer; two clones of a project on a machine have two of them. */
export const repositoryIdSchema = z
  .string()
  .regex(/^[a-z2-7]{16}$/)
  .brand<'RepositoryId'>();
export type RepositoryId = z.infer<typeof repositoryIdSchema>;

/** Chosen by whoever starts a transfer, so that it can be watched and cancelled from the first moment. */
export const transferIdSchema = z.uuid().brand<'TransferId'>();
export type TransferId = z.infer<typeof transferIdSchema>;

/** Names a reel: hex SHA-256 of its definition (see `gtp/reel.ts`). */
export const reelNameSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ReelName'>();
export type ReelName = z.infer<typeof reelNameSchema>;
