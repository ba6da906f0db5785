import { LRUCache } from 'lru-cache';
import type { HeadLook, Refusal } from '../../../shared/api/heads/head-look.ts';
import { headKind, shortRefName } from '../../../shared/domain/git/ref-name.ts';
import type { Comparison, FileDiff } from '../../../shared/gtp/comparison.ts';
import type { Head, SharedRepository } from '../../../shared/gtp/manifest.ts';
import type { Overview } from '../../../shared/gtp/overview.ts';
import type { Oid, PeerId, SwarmId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import { NoCopyError } from '../../errors/heads.ts';
import { UnknownHeadError } from '../../errors/transfers.ts';
import { copiesOfOwner } from '../found-head.ts';
import {
  askCopies,
  askForDiff,
  checkSound,
  copiesToAsk,
  PATIENCE,
  somethingElse,
} from './ask-copies.ts';

/** How many steps back its latest commits are shown where there is no other branch to compare with. */
const LATEST = 20;
/** Answers of which it is remembered what they compare. */
const REMEMBERED = 256;

/** Names a head of a project that I have no copy of, as the commands do. */
interface OfferedName {
  readonly swarm: SwarmId;
  readonly peer: PeerId;
  readonly ref: string;
  readonly oid?: Oid | undefined;
}

interface OfferedFile extends OfferedName {
  readonly path: string;
  readonly from?: number | undefined;
}

interface Offered {
  readonly name: OfferedName;
  readonly oid: Oid;
  /** Where the head is now; null where its owner shares it no more. */
  readonly current: Oid | null;
  readonly copies: readonly RemoteCopy[];
}

/** What is shown of it. */
interface Shown {
  readonly comparison: Comparison;
  /** What it was asked to be compared with. */
  readonly haves: readonly Oid[];
  /** The branch that stands for these; null for commits of its own history. */
  readonly branch: string | null;
}

/** Shows heads of projects that I have no copy of: all of it is told by those who have one. */
export class OfferedHeads {
  readonly #sources: Sources;
  readonly #patience: number;
  readonly #compared = new LRUCache<string, { readonly haves: readonly Oid[] }>({
    max: REMEMBERED,
  });

  constructor(sources: Sources, patience = PATIENCE) {
    this.#sources = sources;
    this.#patience = patience;
  }

  /** @throws UnknownHeadError, OlderPeerError, PeerGoneError, and what kept the first one from answering */
  async look(name: OfferedName, signal: AbortSignal): Promise<HeadLook> {
    const offered = this.#find(name);
    const { oid, current } = offered;
    const { peer: toldBy, answer } = await this.#compare(offered, signal);
    const { peer, ref } = name;
    const refusal = noCopy();
    return {
      ...{ peer, ref, name: shortRefName(ref), kind: headKind(ref), oid, current },
      ...{ isHere: false, tracking: null, toldBy, mine: null, conflicts: null, seen: null },
      relation: { kind: 'unknown' },
      comparison: answer.comparison,
      ...{ checkOut: refusal, merge: refusal },
      offered: { branch: answer.branch },
    };
  }

  /** How one file differs, from a line on. @throws UnchangedFileError, and as `look` does */
  async diff({ path, from = 0, ...name }: OfferedFile, signal: AbortSignal): Promise<FileDiff> {
    const offered = this.#find(name);
    const known = this.#compared.get(keyOf(offered));
    const { haves } = known ?? remembered((await this.#compare(offered, signal)).answer);
    const request = { head: offered.oid, haves: [...haves], path, from };
    return askForDiff((question) => this.#ask(offered, signal, question), request);
  }

  #find(name: OfferedName): Offered {
    const { swarm, peer: owner, ref } = name;
    const all = this.#sources.copiesOfSwarm(swarm);
    const { here, shared } = copiesOfOwner(
      this.#sources,
      owner,
      all.flatMap((copy) => copy.shared.roots),
    );
    const head = shared.flatMap(({ heads }) => heads).find((each) => each.ref === ref);
    const current = head?.oid ?? null;
    const oid = name.oid ?? current;
    if (oid === null) throw new UnknownHeadError(shortRefName(ref));
    return { name, oid, current, copies: copiesToAsk(here, all, { owner, oid }) };
  }

  async #compare(offered: Offered, signal: AbortSignal) {
    const told = await this.#ask(offered, signal, (copy, patience) =>
      compare(copy, offered.oid, patience),
    );
    this.#compared.set(keyOf(offered), remembered(told.answer));
    return told;
  }

  #ask<T>(
    { name: { peer: owner }, oid, copies }: Offered,
    signal: AbortSignal,
    question: (copy: RemoteCopy, patience: AbortSignal) => Promise<T>,
  ): Promise<{ readonly peer: PeerId; readonly answer: T }> {
    const about = { sources: this.#sources, patience: this.#patience, owner, oid };
    return askCopies(copies, about, signal, question);
  }
}

/** Against their default branch; for that one, and for what is all in it, its latest commits. */
async function compare(copy: RemoteCopy, oid: Oid, signal: AbortSignal): Promise<Shown> {
  const beside = defaultHead(copy.shared);
  const isOther = beside !== null && beside.oid !== oid;
  const first = isOther ? await against(copy, oid, [beside.oid], signal) : null;
  const branch = isOther ? shortRefName(beside.ref) : null;
  if (first !== null && first.comparison.commitCount > 0) return { ...first, branch };
  const base = stepsBack(await copy.overview(oid, signal), oid);
  if (base === null && first !== null) return { ...first, branch };
  const latest = await against(copy, oid, base === null ? [] : [base], signal);
  if (base !== null && latest.comparison.base !== base) throw somethingElse(copy.peer.name);
  return { ...latest, branch: null };
}

async function against(copy: RemoteCopy, oid: Oid, haves: readonly Oid[], signal: AbortSignal) {
  const comparison = await copy.comparison({ head: oid, haves: [...haves] }, signal);
  checkSound(comparison, oid, copy.peer.name);
  return { comparison, haves };
}

function defaultHead({ heads, defaultBranch }: SharedRepository): Head | null {
  return heads.find(({ ref }) => ref === defaultBranch) ?? null;
}

/** A commit some steps before it, as far as an overview tells; null where it tells of none. */
function stepsBack({ commits }: Overview, oid: Oid): Oid | null {
  const parents = new Map(commits.map((commit) => [commit.oid, commit.parents[0]]));
  let base: Oid | null = null;
  for (let step = 0; step < LATEST; step += 1) {
    const parent = parents.get(base ?? oid);
    if (parent === undefined) break;
    base = parent;
  }
  return base;
}

/** A diff is asked for from where the two parted; where nothing is common, as the comparison was. */
function remembered({ comparison: { base }, haves }: Shown): { readonly haves: readonly Oid[] } {
  return { haves: base === null ? haves : [base] };
}

function keyOf({ name: { swarm, peer }, oid }: Offered): string {
  return `${swarm} ${peer} ${oid}`;
}

function noCopy(): Refusal {
  const { code, message, command } = new NoCopyError();
  return { isPossible: false, code, sentence: message, command };
}
