/** What a process held in memory at one moment, in MB. */
export interface Sample {
  /** In hours since the start. */
  readonly at: number;
  /** Objects that were alive after a collection. */
  readonly heap: number;
  /** Buffers and other memory that objects stand for. */
  readonly native: number;
  readonly rss: number;
  /** Seconds of processor time until then. */
  readonly cpu: number;
}

/** How fast it grew once it had found its level, in MB for each hour. */
export interface Level {
  readonly heapPerHour: number;
  readonly nativePerHour: number;
  readonly rssPerHour: number;
}

/** @param warmUp which part of the samples, from 0 to 1, is passed over */
export function levelOf(samples: readonly Sample[], warmUp: number): Level {
  const later = samples.slice(Math.floor(samples.length * warmUp));
  const slopeOf = (read: (sample: Sample) => number) =>
    slope(later.map((sample) => [sample.at, read(sample)]));
  return {
    heapPerHour: slopeOf(({ heap }) => heap),
    nativePerHour: slopeOf(({ native }) => native),
    rssPerHour: slopeOf(({ rss }) => rss),
  };
}

/** The line through the points by least squares: what it rises in one unit. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  let [covariance, variance] = [0, 0];
  for (const [x, y] of points) {
    covariance += (x - middleX) * (y - middleY);
    variance += (x - middleX) ** 2;
  }
  return variance === 0 ? 0 : covariance / variance;
}
