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
  const search = platform === 'darwin' ? ['⌘', 'K'] : ['Ctrl', 'K'];
  return [
    {
      where: words.everywhere,
      keys: [
        { key: ['/'], effect: words.search },
        { key: search, effect: words.searchTyping },
        { key: ['Esc'], effect: words.leave },
        { key: ['Tab'], effect: words.nextPart },
        { key: ['?'], effect: words.thisList },
      ],
    },
    {
      where: words.inLists,
      keys: [
        { key: ['↑', '↓'], effect: words.choose },
        { key: ['Enter'], effect: words.open },
        { key: ['→', '←'], effect: words.folder },
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
