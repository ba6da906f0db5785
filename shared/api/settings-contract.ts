import { z } from 'zod';
import { SETTING_KEYS } from '../settings/settings.ts';
import { command } from './contract.ts';

const keySchema = z.enum(SETTING_KEYS);
/** As much as any setting holds; whether it is one of this setting's is for its own rules to say. */
const valueSchema = z.union([
  z.string().max(4096),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(255)).max(64).readonly(),
]);

export const settingsCommands = {
  'settings.set': command()(z.object({ key: keySchema, value: valueSchema })),
  /** Back to how it was before anybody set it; all of them for null. */
  'settings.reset': command()(z.object({ key: keySchema.nullable() })),
  /** Shows the data folder, or the log, in the file manager. */
  'settings.openPlace': command()(z.object({ place: z.enum(['data-folder', 'log']) })),
} as const;
