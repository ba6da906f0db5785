import type { Readable, Writable } from 'node:stream';
import type { Output } from '../surroundings.ts';

/** What git gives its helper. */
export interface Git {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Output;
}
