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
  const search = platform === 'darwin' ? ['⌘', 'K'] : ['Ctrl', 'K'];
  return [
    {
      where: 'Everywhere',
      keys: [
        { key: ['/'], effect: 'Search' },
        { key: search, effect: 'Search, also while typing' },
        { key: ['Esc'], effect: 'Leave, back to where you were' },
        { key: ['Tab'], effect: 'To the next part of the window' },
        { key: ['?'], effect: 'This list' },
      ],
    },
    {
      where: 'In lists',
      keys: [
        { key: ['↑', '↓'], effect: 'Choose' },
        { key: ['Enter'], effect: 'Open' },
      ],
    },
    {
      where: 'In a project or a head',
      keys: [{ key: ['F'], effect: 'Fetch' }],
    },
    {
      where: 'In a head',
      keys: [
        { key: ['N'], effect: 'To the next change' },
        { key: ['P'], effect: 'To the change before' },
      ],
    },
  ];
}
