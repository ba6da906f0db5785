/** Apart from the sheets themselves, which only a browser can load. */
export const SHEET_NAMES = [
  'sheet-controls',
  'sheet-signs',
  'sheet-layout',
  'sheet-plots',
] as const;

export type SheetName = (typeof SHEET_NAMES)[number];
