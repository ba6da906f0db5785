import { z } from 'zod';
import { command, nothing } from './contract.ts';

/** A release of Shoal that is newer than this one. */
export interface NewerVersion {
  /** `1.4.0` */
  readonly version: string;
  /** Where it can be read of, and had. */
  readonly page: string;
}

export const updateCommands = {
  /** Asks now, whatever is set; null: this is the newest one. */
  'updates.check': command<NewerVersion | null>()(nothing),
} as const;

/** Three numbers; what is no release is never offered. */
export const versionSchema = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/);
