import { join } from 'node:path';

/** The checkout's top. */
export const ROOT = join(import.meta.dirname, '..', '..');
