import { Controls } from './sheets/controls.tsx';
import { Layout } from './sheets/layout.tsx';
import type { SheetName } from './sheets/names.ts';
import { Plots } from './sheets/plots.tsx';
import { Signs } from './sheets/signs.tsx';

/** Components in all their states, by the name of the sheet that they stand on. */
export const SHEETS: Readonly<Record<SheetName, () => React.ReactNode>> = {
  'sheet-controls': Controls,
  'sheet-signs': Signs,
  'sheet-layout': Layout,
  'sheet-plots': Plots,
};
