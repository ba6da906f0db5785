import type { TransferProgress } from '../../../shared/api/state.ts';
import { bytesHere } from '../../../shared/domain/transfer-progress.ts';
import type { PeerId } from '../../../shared/ids.ts';

/** How far a transfer was at one moment (`at` in milliseconds, of a clock that only goes forward). */
export interface Sample {
  readonly at: number;
  readonly bytes: number;
  readonly peers: ReadonlyMap<PeerId, number>;
}

/** How far back a speed looks, and how much of it a plot shows, in milliseconds. */
const WINDOW = 3_000;
const HISTORY = 30_000;
/** Samples closer together than this tell nothing. */
const SPACING = 250;

export function sampleOf(progress: TransferProgress, at: number): Sample {
  return { at, bytes: progress.bytes, peers: new Map(progress.peers.map((p) => [p.id, p.bytes])) };
}

/** The samples with one more; too old ones are dropped, one too close to the last is ignored. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.at - last.at < SPACING) return samples;
  return [...samples.filter(({ at }) => sample.at - at <= HISTORY), sample];
}

/** Bytes per second over the last seconds; 0 until there are two samples. */
export function speed(samples: readonly Sample[], now: number): number {
  return rate(samples, now, ({ bytes }) => bytes);
}

export function peerSpeed(samples: readonly Sample[], now: number, peer: PeerId): number {
  return rate(samples, now, ({ peers }) => peers.get(peer) ?? 0);
}

function rate(samples: readonly Sample[], now: number, read: (sample: Sample) => number): number {
  const recent = samples.filter(({ at }) => now - at <= WINDOW);
  const first = recent[0];
  const last = recent.at(-1);
  if (first === undefined || last === undefined || last.at === first.at) return 0;
  return Math.max(0, ((read(last) - read(first)) / (last.at - first.at)) * 1000);
}

/** Seconds left at this speed; null while either is unknown. */
export function secondsLeft(progress: TransferProgress, bytesPerSecond: number): number | null {
  const missing = progress.estimatedBytes - bytesHere(progress);
  return bytesPerSecond <= 0 || missing <= 0 ? null : missing / bytesPerSecond;
}

/** The speed between each two samples, as heights from 0 to 1 for a plot. */
export function speedCurve(samples: readonly Sample[]): number[] {
  const speeds = samples.slice(1).map((sample, i) => {
    const before = samples[i] ?? sample;
    return Math.max(0, (sample.bytes - before.bytes) / Math.max(1, sample.at - before.at));
  });
  const highest = Math.max(...speeds, Number.MIN_VALUE);
  return speeds.map((value) => value / highest);
}

export interface SpeedLayers {
  /** The highest speed of all peers together, in bytes per second. */
  readonly highest: number;
  /** For each peer the upper edge of its layer between each two samples, from 0 to 1. */
  readonly edges: readonly (readonly number[])[];
}

/** What each peer gave between each two samples, one layer upon the other. */
export function speedLayers(samples: readonly Sample[], peers: readonly PeerId[]): SpeedLayers {
  const tops = samples.slice(1).map((sample, i) => {
    const before = samples[i] ?? sample;
    let top = 0;
    return peers.map((peer) => {
      top += rate([before, sample], sample.at, (each) => each.peers.get(peer) ?? 0);
      return top;
    });
  });
  const highest = Math.max(0, ...tops.map((interval) => interval.at(-1) ?? 0));
  const scale = Math.max(highest, Number.MIN_VALUE);
  return {
    highest,
    edges: peers.map((_, layer) => tops.map((interval) => (interval[layer] ?? 0) / scale)),
  };
}
