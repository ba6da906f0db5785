import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { ChainHead } from '../../shared/gtp/push.ts';
import type { PeerId } from '../../shared/ids.ts';
import { projectsOf } from '../chain/projects-of.ts';
import type { SeenChain, SeenChains } from '../chain/seen-chains.ts';
import {
  type About,
  type Heard,
  heardFrom,
  isOfDepot,
  type OfProject,
} from './heard-statements.ts';

export type Shown = Pick<SharedRepository, 'objectFormat' | 'roots' | 'pushes' | 'mirror' | 'open'>;

export interface KnownOfChains {
  readonly self: PeerId;
  readonly seen: SeenChains;
  /** What others say that a depot told them of a project. */
  readonly heard: (depot: PeerId, about: OfProject) => readonly Heard[];
  /** All copies that a peer shows, or has shown last. */
  readonly shows: (peer: PeerId) => readonly Shown[];
}

/** A chain that a depot has, and does not show: it showed it here, or to somebody else. */
export type Missing = { readonly about: About } & (
  | { readonly by: 'seen'; readonly head: ChainHead; readonly at: number }
  | { readonly by: 'heard'; readonly heard: Heard }
);

/**
 * The chains of a copy's project that the copy's depot is known to have begun, and shows nowhere, not even as empty ones: what was
 * stated once cannot become unsaid.
 */
export function* missingChains(
  depot: PeerId,
  copy: Shown,
  known: KnownOfChains,
): Iterable<Missing> {
  const all = [copy, ...known.shows(depot)];
  const isShown = (about: About) =>
    all.some(({ pushes }) => pushes?.project === about.project && pushes.owner === about.owner);
  for (const project of projectsOf(copy)) {
    const seen = known.seen.ofDepot(depot, project).filter((each) => !isShown(each));
    for (const { owner, head, at } of seen) {
      if (head !== null) yield { about: { project, owner }, by: 'seen', head, at };
    }
    // Beside a chain that it shows, it may well have one that I am not to see.
    if (copy.pushes !== undefined) continue;
    const missed = new Set(seen.filter(({ head }) => head !== null).map(({ owner }) => owner));
    const settled = new Map(seen.map(({ owner, settled: time = 0 }) => [owner, time]));
    const found = seen.flatMap((each) => heardBefore(depot, each));
    const heard = known
      .heard(depot, { project })
      .filter((each) => isToSee(copy, project, each, known));
    for (const each of [...found, ...heard]) {
      const { owner, time } = each;
      const about = { project, owner };
      if (missed.has(owner) || time <= (settled.get(owner) ?? 0)) continue;
      if (isShown(about) || !isOfDepot(each)) continue;
      missed.add(owner);
      yield { about, by: 'heard', heard: each };
    }
  }
}

/** What somebody told before, who may have left since. */
export function heardBefore(
  depot: PeerId,
  { found, ...about }: Pick<SeenChain, 'project' | 'owner' | 'found'>,
): Heard[] {
  return found === undefined ? [] : heardFrom(found.from, found.signed, depot, about);
}

/** Whether a depot has to show me a chain that it showed to others: what not everyone may see, it may keep from me. */
function isToSee(
  { mirror }: Shown,
  project: About['project'],
  { owner }: Heard,
  { self, shows }: KnownOfChains,
): boolean {
  if (owner === self || mirror?.of === owner) return true;
  return shows(owner).some((copy) => copy.open === true && projectsOf(copy).includes(project));
}
