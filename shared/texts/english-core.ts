import { changes } from './english/changes.ts';
import { counts } from './english/counts.ts';
import { leftOut } from './english/left-out.ts';

export const CORE_IN_ENGLISH = { counts, changes, leftOut };

export type CoreTexts = typeof CORE_IN_ENGLISH;
