import { createHash } from 'node:crypto';
import {
  type Entry,
  type EntryHash,
  entrySchema,
  type SignedEntry,
} from '../../shared/gtp/push.ts';
import { ForgedEntryError, MalformedEntryError } from '../errors/chain.ts';
import type { Identity } from '../identity/identity.ts';
import { canonicalPieces, isSignedByPeer, signValue } from '../identity/signing.ts';
import type { NameOf } from './names.ts';

/** Signs an entry as this peer. */
export function signEntry(entry: Entry, identity: Identity): SignedEntry {
  return { entry: entry as unknown as Record<string, unknown>, ...signValue(entry, identity) };
}

/**
 * Names an entry: hex SHA-256 of its canonical JSON, with every field that it holds. The signature is no part of
 * it: whoever knows one can make others of the same key.
 */
export function hashOfEntry({ entry }: SignedEntry): EntryHash {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces(entry)) hash.update(piece);
  return hash.digest('hex') as EntryHash;
}

/**
 * What an entry says, once it is certain who says it.
 * @param place where in a chain it is looked for, to say which one is wrong
 * @throws MalformedEntryError, ForgedEntryError
 */
export function readEntry(signed: SignedEntry, place: number, nameOf: NameOf): Entry {
  const parsed = entrySchema.safeParse(signed.entry);
  if (!parsed.success) {
    throw new MalformedEntryError(place, parsed.error.issues[0]?.message ?? 'it is unknown');
  }
  const { seq, peer } = parsed.data;
  if (!isSignedByPeer(signed.entry, signed, peer)) {
    throw new ForgedEntryError({ seq, peer, name: nameOf(peer) });
  }
  return parsed.data;
}
