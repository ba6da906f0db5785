import type { Head } from '../../gtp/manifest.ts';
import type { Oid, PeerId } from '../../ids.ts';
import { shortId } from '../../short-id.ts';
import { headKind, isRefPath, shortRefName } from './ref-name.ts';

/** The name below `refs/remotes/` under which a teammate's heads are kept in one repository. */
export type Alias = string;

export interface TrackingRef {
  readonly ref: string;
  readonly oid: Oid;
}

/**
 * Where a teammate's heads go: branches to `refs/remotes/<alias>/<branch>`, tags to
 * `refs/remotes/<alias>/tags/<tag>`. A tag whose place a branch takes (one called `tags`, or
 * `tags/…`) is left out, since git cannot hold both.
 */
export function trackingRefs(
  alias: Alias,
  heads: readonly Head[],
): { refs: TrackingRef[]; leftOut: TrackingRef[] } {
  const refs = new Map<string, Oid>();
  const leftOut: TrackingRef[] = [];
  const tagPrefix = `refs/remotes/${alias}/tags`;
  const branches = heads.filter((head) => headKind(head.ref) === 'branch');
  for (const { ref, oid } of branches) {
    refs.set(`refs/remotes/${alias}/${shortRefName(ref)}`, oid);
  }
  const tagsBlocked = refs.has(tagPrefix);
  const branchesBelowTags = [...refs.keys()].filter((ref) => ref.startsWith(`${tagPrefix}/`));
  for (const head of heads) {
    if (headKind(head.ref) !== 'tag') continue;
    const ref = `${tagPrefix}/${shortRefName(head.ref)}`;
    if (tagsBlocked || branchesBelowTags.some((branch) => refsClash(branch, ref))) {
      leftOut.push({ ref, oid: head.oid });
    } else {
      refs.set(ref, head.oid);
    }
  }
  return { refs: [...refs].map(([ref, oid]) => ({ ref, oid })), leftOut };
}

/** The head that a tracking ref below `refs/remotes/<alias>/` is for. */
export function headOfTrackingRef(alias: Alias, ref: string): string {
  const path = ref.slice(`refs/remotes/${alias}/`.length);
  return path.startsWith('tags/') ? `refs/${path}` : `refs/heads/${path}`;
}

function refsClash(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** Code points of a name that are taken over. */
const MAX_NAME = 40;

/** A peer's name as a ref path component: `Anna Bäcker` → `anna-bäcker`; never empty. */
export function aliasFromName(name: string): Alias {
  const clean = name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+/, '');
  const alias = [...clean]
    .slice(0, MAX_NAME)
    .join('')
    .replace(/[-.]+$/, '');
  return isAlias(alias) ? alias : 'peer';
}

/**
 * Names that stand for something else to git and its users: `origin` is what `git pull` and `git push` turn
 * to, and `heads/main` would mean a branch of one's own.
 */
const SPOKEN_FOR = new Set(['origin', 'upstream', 'head', 'heads', 'tags', 'remotes', 'refs']);

/** Whether a name is not given to a teammate unless the user says so. */
export function isSpokenFor(alias: Alias): boolean {
  return SPOKEN_FOR.has(alias.toLowerCase());
}

/** The name that a teammate gets where nothing of the user's has it. */
export function likelyAlias({ id, name }: { readonly id: PeerId; readonly name: string }): Alias {
  const usual = aliasFromName(name);
  return isSpokenFor(usual) ? `${usual}-${shortId(id)}` : usual;
}

/** An alias is one component of a ref path that git accepts. */
export function isAlias(text: string): boolean {
  return !text.includes('/') && isRefPath(text) && text.toLowerCase() !== 'head';
}
