/**
 * The rules of git-check-ref-format(1) for the two kinds of ref that a peer may share.
 * A peer's ref names are checked here, before git sees them.
 */

const MAX_LENGTH = 255;
const SHARED_PREFIX = /^refs\/(?:heads|tags)\//;
// Rules 4, 5, 8, 9 and 10: control characters, space, ~ ^ : ? * [ \ and the sequence @{. Half a character has
// no bytes in UTF-8: several such names would become one.
const FORBIDDEN = /[\p{Cc}\p{Cs} ~^:?*[\\]|@\{|\.\./u;

export type HeadKind = 'branch' | 'tag';

/** Whether `name` is a full branch or tag name that git accepts. */
export function isSharedRefName(name: string): boolean {
  return whyNotShared(name) === null;
}

/**
 * Why a branch or tag cannot be told to others by this name: it holds what is no text, it would be a
 * remote's `HEAD` there, or it is one that git or others do not take.
 */
export type RefNameFault = 'not-text' | 'head' | 'refused';

/** Null for a name that can be told. */
export function whyNotShared(name: string): RefNameFault | null {
  if (/\p{Cs}/u.test(name)) return 'not-text';
  if (name.length > MAX_LENGTH || !SHARED_PREFIX.test(name)) return 'refused';
  if (!isRefPath(shortRefName(name))) return 'refused';
  return name.endsWith('/HEAD') ? 'head' : null;
}

/** Whether `path` may stand below `refs/<kind>/`, as in `feature/login`. */
export function isRefPath(path: string): boolean {
  if (path === '' || path.length > MAX_LENGTH || path === '@') return false;
  if (FORBIDDEN.test(path) || path.endsWith('.') || path.startsWith('-')) return false;
  return path
    .split('/')
    .every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}

export function headKind(ref: string): HeadKind {
  return ref.startsWith('refs/tags/') ? 'tag' : 'branch';
}

/** `refs/heads/feature/login` → `feature/login`, `refs/tags/v1` → `v1`. */
export function shortRefName(ref: string): string {
  return ref.replace(SHARED_PREFIX, '');
}
