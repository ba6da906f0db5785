import { resolve } from 'node:path';
import { MeasuredProgram } from './beyond/measured-program.ts';
import {
  type Answers,
  announceAtPace,
  announceTogether,
  makeEnvelopes,
  readParts,
} from './beyond/tracker-load.ts';
import type { BenchOptions } from './support/options.ts';
import type { Report, Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';

const PROGRAM = resolve(import.meta.dirname, 'beyond/tracker-program.ts');
const PACE = { perSecond: 1_000, seconds: 20 };
/** Each has an address of its own, and announces more than once. */
const PEERS = 4_000;
/** What one peer announces for many, as those do who ask for all. */
const TOGETHER = 40;
const READINGS = 1_000;

/** What a tracker costs while a thousand announce themselves each second, and what its list costs. */
export async function benchTracker(_: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  const tracker = await scope.use(MeasuredProgram.start(PROGRAM));
  const url = `http://127.0.0.1:${tracker.greeting}/`;
  say(`making what ${PEERS} peers announce`);
  const envelopes = await makeEnvelopes(PEERS, scratchFolder(scope));
  const empty = await tracker.memory();
  /** With the milliseconds of processor that the tracker took. */
  const spent = async (what: string, work: () => Promise<Answers>) => {
    say(what);
    const before = tracker.processor;
    const begun = performance.now();
    const answers = await work();
    const milliseconds = (tracker.processor - before) * 1_000;
    const count = answers.taken + answers.busy;
    const perSecond = (count * 1_000) / (performance.now() - begun);
    return { ...answers, perSecond, each: milliseconds / count };
  };
  const announced = await spent(`${PACE.perSecond} announcements a second`, () =>
    announceAtPace(url, envelopes, PACE),
  );
  const kept = (await tracker.memory()) - empty;
  const together = await spent(`${TOGETHER} envelopes at once`, () =>
    announceTogether(url, envelopes, TOGETHER),
  );
  const read = await spent('reading parts of the list', () => readParts(url, READINGS, false));
  const same = await spent('reading them again', () => readParts(url, READINGS, true));
  const kilobytes = read.bytes / READINGS / 1_000;
  const rows = [
    ['announcements a second', rounded(announced.perSecond)],
    ['of these told that it is busy', announced.busy],
    ['one announcement, ms of a core', rounded(announced.each)],
    ['so, for 1,000 a second, cores', rounded(announced.each)],
    ['one more envelope in it, ms', rounded((together.each - announced.each) / (TOGETHER - 1))],
    ['reading a part that is as it was, ms', rounded(same.each)],
    ['reading a part, ms', rounded(read.each)],
    ['size of that part, KB', rounded(kilobytes)],
    ['each kilobyte of it, ms', rounded((read.each - same.each) / kilobytes)],
    ['one envelope in memory, KB', rounded(kept / PEERS / 1_000)],
  ] as const;
  const title = `A tracker and ${PEERS} peers`;
  return { name: 'tracker', rows: [], tables: [{ title, columns: ['what', 'measured'], rows }] };
}

const rounded = (value: number) => Number(value.toPrecision(3));
