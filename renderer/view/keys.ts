/** A key that was pressed, as a KeyboardEvent tells it. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key asks of the window, wherever in it the keyboard is. */
export type WindowCommand = 'search' | 'settings' | 'shortcuts' | 'fetch' | 'leave';

/** From one change of a file to another. */
type DiffStep = 'next' | 'previous';

const WITH_CONTROL: Readonly<Record<string, WindowCommand>> = { k: 'search', ',': 'settings' };
const ALONE: Readonly<Record<string, WindowCommand>> = {
  '/': 'search',
  '?': 'shortcuts',
  f: 'fetch',
};
const STEPS: Readonly<Record<string, DiffStep>> = { n: 'next', p: 'previous' };

/** @param isTyping whether a letter goes into a field */
export function windowCommand(press: KeyPress, isTyping: boolean): WindowCommand | null {
  if (press.altKey) return null;
  const key = press.key.toLowerCase();
  if (press.ctrlKey || press.metaKey) return WITH_CONTROL[key] ?? null;
  if (key === 'escape') return 'leave';
  return isTyping ? null : (ALONE[key] ?? null);
}

/** What a key asks of a diff that has the keyboard, or is beside what has it. */
export function diffStep(press: KeyPress, isTyping: boolean): DiffStep | null {
  if (press.ctrlKey || press.metaKey || press.altKey || isTyping) return null;
  return STEPS[press.key.toLowerCase()] ?? null;
}
