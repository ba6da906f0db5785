import { type Minute, simulate } from './simulation/simulation.ts';
import type { BenchOptions } from './support/options.ts';
import { percentile, type Report, type Say } from './support/report.ts';

const USUAL = { peers: 10_000, swarms: 1_000, seed: 1, minutes: 90 };
const HOSTILE = 0.1;
/** In which part of the time some networks are cut off. */
const CUT = { from: 0.5, until: 0.7 };

/** Very many peers, a tracker and those who mean harm, in a time that goes as fast as the computer can. */
export async function benchSimulation(options: BenchOptions, say: Say): Promise<Report> {
  const chosen = {
    peers: options.peers ?? USUAL.peers,
    swarms: options.swarms ?? USUAL.swarms,
    seed: options.seed ?? USUAL.seed,
    minutes: options.minutes ?? USUAL.minutes,
  };
  // Where an error came from is asked by nobody, and takes time for each of those that are told that it is busy.
  Error.stackTraceLimit = 0;
  const cut = { from: chosen.minutes * CUT.from, until: chosen.minutes * CUT.until };
  const { within } = options;
  const begun = process.cpuUsage();
  const outcome = await simulate(
    { ...chosen, hostile: options.honest ? 0 : HOSTILE, slowness: 1, cut },
    (at) => say(lineOf(at)),
    within === null ? null : AbortSignal.timeout(within * 60_000),
  );
  const { user, system } = process.cpuUsage(begun);
  const { minutes, tracker, exchanges, finds, offices } = outcome;
  const seconds = minutes.length * 60;
  const settled = minutes.slice(-15);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const times = (values: readonly number[]) =>
    [0.5, 0.95, 0.99].map((share) => rounded(percentile(values, share) / 1_000));
  const perMinute = exchanges.inside + exchanges.outside;
  const rows = [
    ['found at the end, %', percent(minutes.at(-1)?.share ?? 0)],
    [
      'found at the worst minute after the first ten, %',
      minutes.length > 10 ? percent(Math.min(...minutes.slice(10).map(({ share }) => share))) : '–',
    ],
    ['alone at the end, and for six minutes', outcome.alone.length],
    ['newcomers that found somebody', finds.first.length],
    ['until the first, s: p50, p95, p99', times(finds.first).join(', ')],
    ['until nine of ten, s: p50, p95, p99', times(finds.most).join(', ')],
    ['requests to the tracker a second', rounded(tracker.requests / seconds)],
    ['the same, at the end', rounded(mean(settled.map(({ requests }) => requests)) / 60)],
    ['the same, in the worst second', tracker.peak],
    [
      'told that it is busy, %: in all, honest ones',
      `${percent(tracker.busy / tracker.requests)}, ${percent(tracker.honestBusy / tracker.requests)}`,
    ],
    ['of a core, %, at the end', percent(mean(settled.map(({ core }) => core)))],
    [
      'KB/s in, out',
      `${rounded(tracker.bytesIn / seconds / 1_000)}, ${rounded(tracker.bytesOut / seconds / 1_000)}`,
    ],
    [
      'the same, at the end',
      [({ bytesIn }: Minute) => bytesIn, ({ bytesOut }: Minute) => bytesOut]
        .map((bytes) => rounded(mean(settled.map(bytes)) / 60_000))
        .join(', '),
    ],
    ['envelopes kept at the end', minutes.at(-1)?.kept ?? 0],
    [
      'requests of one office at a moment, at the most',
      Math.max(...offices.map(({ use }) => use.most)),
    ],
    [
      'requests of one office a minute',
      rounded(mean(offices.map(({ use }) => use.asked)) / minutes.length),
    ],
    ['exchanges of one peer a minute', rounded(perMinute / chosen.peers / minutes.length)],
    [
      'the same, at the end',
      rounded(mean(settled.map(({ exchanges: each }) => each)) / chosen.peers),
    ],
    [
      'KB of one exchange',
      rounded((exchanges.insideBytes + exchanges.outsideBytes) / perMinute / 1_000),
    ],
    ['MB in memory, of the simulation', Math.round(process.memoryUsage().rss / 1e6)],
    ['seconds of a core, of the simulation', rounded((user + system) / 1e6)],
  ] as const;
  const title = `${chosen.peers} peers, ${chosen.swarms} swarms, ${minutes.length} min, seed ${chosen.seed}`;
  return {
    name: 'simulation',
    rows: [],
    tables: [{ title, columns: ['what', 'measured'], rows }],
  };
}

function lineOf({ minute, share, alone, requests, busy, exchanges, core, kept }: Minute): string {
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  return [
    `${minute} min: ${percent(share)} % found, ${alone} alone`,
    `${requests} requests, ${percent(busy / requests)} % told that it is busy, ${kept} envelopes`,
    `${percent(core)} % of a core; ${exchanges} exchanges; ${memory} MB`,
  ].join('; ');
}

const rounded = (value: number) => Number(value.toPrecision(3));
const percent = (share: number) => rounded(share * 100);
