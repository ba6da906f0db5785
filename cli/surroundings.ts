import type { ReadStream, WriteStream } from 'node:tty';

/** What the command line finds around it; tests put their own in place. */
export interface Surroundings {
  readonly stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly workingFolder: string;
  readonly version: string;
  /** The built engine, and the built UI. */
  readonly engineFile: string;
  readonly uiFolder: string;
}

export type Output = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;
