import { expect, test } from 'vitest';
import { diffStep, type KeyPress, windowCommand } from './keys.ts';
import { shortcuts } from './shortcuts.ts';

/** Those of lists, menus and the browser itself, which no handler of the window is asked about. */
const OF_LISTS = ['Tab', '↑ ↓', '→', '→ ←', 'Enter', 'Shift F10'];

/** Whatever a keyboard has: letters, figures and signs, and keys with names. */
const KEYS = [
  ...Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i)),
  ...[' ', 'Escape', 'Enter', 'Tab', 'Backspace', 'Delete', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'F1', 'F5', 'F6', 'F10', 'ContextMenu'],
];

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false },
  ...change,
});
const isHandled = (each: KeyPress, isTyping = false) =>
  windowCommand(each, isTyping) !== null || diffStep(each, isTyping) !== null;
const label = (key: string) => (key === 'Escape' ? 'Esc' : key.toUpperCase());
const onSheet = (platform: string) =>
  shortcuts(platform).flatMap(({ keys }) => keys.map(({ key }) => key.join(' ')));

test.each([
  ['linux', 'Ctrl', 'ctrlKey'],
  ['win32', 'Ctrl', 'ctrlKey'],
  ['darwin', '⌘', 'metaKey'],
] as const)(
  'on %s, the sheet lists every key that means something, and no other',
  (platform, sign, modifier) => {
    const alone = KEYS.filter((key) => isHandled(press(key))).map(label);
    const together = KEYS.filter((key) => isHandled(press(key, { [modifier]: true }))).map(
      (key) => `${sign} ${label(key)}`,
    );
    const listed = onSheet(platform).filter((key) => !OF_LISTS.includes(key));
    expect(new Set(listed)).toEqual(new Set([...alone, ...together]));
    expect(new Set(listed).size).toBe(listed.length);
  },
);

test('what is typed into a field is no command, but for those that say so', () => {
  expect(KEYS.filter((key) => isHandled(press(key), true))).toEqual(['Escape']);
});

test('with Alt, no key means anything here', () => {
  expect(KEYS.filter((key) => isHandled(press(key, { altKey: true })))).toEqual([]);
});
