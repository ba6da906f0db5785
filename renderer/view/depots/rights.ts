import type { RoleHolder } from '../../../shared/api/depot-push-contract.ts';
import type { AppState, Peer } from '../../../shared/api/state.ts';
import { isRefPattern } from '../../../shared/domain/git/ref-pattern.ts';
import { listed } from '../../../shared/domain/words/listed.ts';
import type { Role } from '../../../shared/gtp/push.ts';
import { type PeerId, peerIdSchema, shortId } from '../../../shared/ids.ts';
import { t } from '../../texts/texts.ts';
import { parsePatterns } from '../projects/patterns.ts';

const ALL = ['contributor', 'maintainer', 'owner'] as const satisfies readonly Role['role'][];

/** Which roles somebody with a role may give: the same that a depot goes by (docs/GTP2.md, Pushes). */
export function givable(mine: Role | null): readonly Role['role'][] {
  if (mine?.role === 'owner') return ALL;
  return mine?.role === 'maintainer' ? ['contributor'] : [];
}

/** Whether I may take a role back. */
export function mayTake(mine: Role | null, taken: Role, isMine: boolean): boolean {
  if (mine === null) return false;
  if (isMine || mine.role === 'owner') return true;
  return mine.role === 'maintainer' && taken.role !== 'owner';
}

/** What I have there; whoever owns a project that nobody has pushed to is its owner already. */
export function roleOfMine(
  roles: readonly RoleHolder[],
  self: PeerId | null,
  { owner, entries }: { readonly owner: PeerId; readonly entries: number },
): Role | null {
  if (entries === 0) return owner === self ? { role: 'owner' } : null;
  return roles.find(({ peer }) => peer === self)?.role ?? null;
}

/** `main, release/* (may force-push)` */
export function patternWords(role: Extract<Role, { role: 'maintainer' }>): string {
  return listed(
    role.patterns.map(({ refs, rewinds }) => {
      const name = refs.replace(/^refs\/heads\//, '').replace(/^refs\/tags\//, 'tags/');
      return rewinds === true ? t.depots.alsoBack(name) : name;
    }),
  );
}

/** `Maintainer of main and release/*` */
export function roleLabel(role: Role): string {
  if (role.role !== 'maintainer') return t.depots.role[role.role];
  return t.depots.maintainerOf(patternWords(role));
}

/** A maintainer's branches as they are typed: in full, or which of them is none. */
export function typedPatterns(
  text: string,
): { readonly patterns: readonly string[] } | { readonly problem: string } {
  const typed = parsePatterns(text);
  if (typed.length === 0) return { problem: t.depots.grant.noPatterns };
  const full = typed.map((each) => {
    if (each.startsWith('refs/')) return each;
    return each.startsWith('tags/') ? `refs/${each}` : `refs/heads/${each}`;
  });
  const bad = typed.find((_, index) => !isRefPattern(full[index] ?? ''));
  return bad === undefined ? { patterns: full } : { problem: t.depots.grant.badPattern(bad) };
}

/** Whose key is meant by six words, or by an id; null where nobody is known by these words. */
export function whoseKey(
  text: string,
  peers: AppState['peers'],
): Pick<Peer, 'id' | 'name' | 'words'> | null {
  const typed = text.trim().toLowerCase();
  const words = typed.split(/[\s,]+/).join(' ');
  const known = Object.values(peers).find(
    (peer) => peer.id === typed || peer.words.join(' ') === words,
  );
  if (known !== undefined) return known;
  const id = peerIdSchema.safeParse(typed);
  return id.success ? { id: id.data, name: shortId(id.data), words: [] } : null;
}

export const GRANT_ENDS = ['never', 'month', 'quarter', 'year'] as const;
export type GrantEnd = (typeof GRANT_ENDS)[number];

const DAYS = { month: 30, quarter: 90, year: 365 } as const;

/** Seconds since the epoch; undefined where it has no end. @param now milliseconds since the epoch */
export function grantEnd(end: GrantEnd, now: number): number | undefined {
  return end === 'never' ? undefined : Math.floor(now / 1_000) + DAYS[end] * 24 * 3_600;
}
