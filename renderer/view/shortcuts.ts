import { t } from '../texts/texts.ts';

interface Shortcut {
  /** One after the other, or together, as the user sees them. */
  readonly key: readonly string[];
  readonly effect: string;
}

interface ShortcutGroup {
  readonly where: string;
  readonly keys: readonly Shortcut[];
}

/** Every key that means something. @param platform as Node names it */
export function shortcuts(platform: string): readonly ShortcutGroup[] {
  const words = t.shell.shortcuts;
  const control = platform === 'darwin' ? '⌘' : 'Ctrl';
  return [
    {
      where: words.everywhere,
      keys: [
        { key: ['/'], effect: words.search },
        { key: [control, 'K'], effect: words.searchTyping },
        { key: [control, ','], effect: words.settings },
        { key: ['Esc'], effect: words.leave },
        { key: ['Tab'], effect: words.nextPart },
        { key: ['?'], effect: words.thisList },
      ],
    },
    {
      where: words.inLists,
      keys: [
        { key: ['↑', '↓'], effect: words.choose },
        { key: ['→'], effect: words.buttons },
        { key: ['Enter'], effect: words.open },
        { key: ['→', '←'], effect: words.folder },
        // macOS has no key for it.
        ...(platform === 'darwin' ? [] : [{ key: ['Shift', 'F10'], effect: words.menu }]),
      ],
    },
    {
      where: words.inProject,
      keys: [{ key: ['F'], effect: words.fetch }],
    },
    {
      where: words.inHead,
      keys: [
        { key: ['N'], effect: words.nextChange },
        { key: ['P'], effect: words.changeBefore },
      ],
    },
  ];
}
