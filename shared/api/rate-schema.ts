import { z } from 'zod';

/** Bytes a second; null for no limit. Below the least, a block would take longer than anyone waits. */
export const rateSchema = z
  .int()
  .min(16 * 1024)
  .nullable();
