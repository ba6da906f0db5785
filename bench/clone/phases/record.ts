import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programName } from './program-name.ts';

/** A program that a node started. */
export interface RecordedProgram {
  /** `git index-pack`. */
  readonly name: string;
  /** In milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** Seconds of processor time. */
  readonly cpu: number;
}

export interface Record {
  /** The numbers of a node's threads, by name. */
  readonly threads: ReadonlyMap<string, number>;
  readonly programs: readonly RecordedProgram[];
}

type Line =
  | { readonly type: 'thread'; readonly thread: number; readonly name: string }
  | {
      readonly type: 'program';
      readonly args: readonly string[];
      readonly start: number;
      readonly end: number;
      readonly cpu: number;
    };

const RECORDER = join(import.meta.dirname, 'recorder.cjs');

/** The environment that lets a node write down into `folder` what it starts. */
export function recordingInto(folder: string): Readonly<globalThis.Record<string, string>> {
  return { NODE_OPTIONS: `--require=${RECORDER}`, SHOAL_RECORD: folder };
}

/** What the node with this number has written down so far. */
export function readRecord(folder: string, pid: number): Record {
  const threads = new Map<string, number>();
  const programs: RecordedProgram[] = [];
  for (const file of readdirSync(folder).filter((name) => name.startsWith(`${pid}-`))) {
    for (const text of readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')) {
      const line = JSON.parse(text) as Line;
      if (line.type === 'thread') threads.set(line.name, line.thread);
      else programs.push({ ...line, name: programName(line.args) });
    }
  }
  return { threads, programs };
}
