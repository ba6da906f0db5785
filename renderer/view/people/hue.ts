import type { PeerId } from '../../../shared/ids.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const HUES = 20;
const STEP = 360 / HUES;
/** Hues closer together than this look alike at a glance. */
const CLEARLY_APART = 2;

/** The hue, in degrees, that an id stands for by itself. Lightness and chroma are tokens. */
export function peerHue(id: PeerId): number {
  return indexOf(id) * STEP;
}

/** Somebody to be shown in a colour. */
export interface Coloured {
  readonly id: PeerId;
  readonly isHere: boolean;
  /** Milliseconds since the epoch; null where that is not known. */
  readonly metAt: number | null;
}

/**
 * A hue for everybody, so that those who are here differ: each one's own, unless somebody who came before
 * looks alike. Who has been shown keeps the hue, as long as nobody else who is here has it.
 *
 * @param before the hues that were shown last
 */
export function assignHues(
  people: readonly Coloured[],
  before: ReadonlyMap<PeerId, number>,
): Map<PeerId, number> {
  const counts = new Array<number>(HUES).fill(0);
  const hues = new Map<PeerId, number>();
  for (const { id } of inOrder(people, before)) {
    const shown = before.get(id);
    const hue =
      shown === undefined
        ? hueFor(indexOf(id), CLEARLY_APART, counts)
        : hueFor(Math.round(shown / STEP) % HUES, 1, counts);
    counts[hue] = (counts[hue] ?? 0) + 1;
    hues.set(id, hue * STEP);
  }
  return hues;
}

/** Who is here first, then who has a hue already, then who was met first. */
function inOrder(
  people: readonly Coloured[],
  before: ReadonlyMap<PeerId, number>,
): readonly Coloured[] {
  return people.toSorted(
    (a, b) =>
      Number(b.isHere) - Number(a.isHere) ||
      Number(before.has(b.id)) - Number(before.has(a.id)) ||
      (a.metAt ?? Number.POSITIVE_INFINITY) - (b.metAt ?? Number.POSITIVE_INFINITY) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** The wanted hue, if it is as far from the others' as is asked, or as there is room for; else the farthest. */
function hueFor(wanted: number, apart: number, counts: readonly number[]): number {
  // Once all hues are given, they are given a second time.
  const least = Math.min(...counts);
  const used = counts.flatMap((count, hue) => (count > least ? [hue] : []));
  if (used.length === 0) return wanted;
  const room = (hue: number) => Math.min(...used.map((other) => distance(hue, other)));
  const all = Array.from({ length: HUES }, (_, hue) => hue);
  const most = Math.max(...all.map(room));
  if (room(wanted) >= Math.min(apart, most)) return wanted;
  return all
    .filter((hue) => room(hue) === most)
    .reduce((a, b) => (distance(b, wanted) < distance(a, wanted) ? b : a));
}

/** In steps around the circle. */
function distance(a: number, b: number): number {
  const steps = Math.abs(a - b);
  return Math.min(steps, HUES - steps);
}

function indexOf(id: PeerId): number {
  const [first = 'a', second = 'a'] = id;
  return (BASE32.indexOf(first) * BASE32.length + BASE32.indexOf(second)) % HUES;
}
