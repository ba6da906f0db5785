import type { Opener } from '../../shared/api/opener.ts';
import { useSetting } from './use-setting.ts';

/** What folders are opened in: the editor that is set, or else the likeliest that is here; where none is, a terminal. */
export function useUsualOpener(openers: readonly Opener[]): Opener | null {
  const { editor, terminal } = useUsualOpeners(openers);
  return editor ?? terminal;
}

/** For each kind the one that is set, if it is still here; else the likeliest. */
export function useUsualOpeners(
  openers: readonly Opener[],
): Readonly<Record<Opener['kind'], Opener | null>> {
  const [editor, terminal] = [useSetting('editor'), useSetting('terminal')];
  return {
    editor: usualOf(openers, 'editor', editor),
    terminal: usualOf(openers, 'terminal', terminal),
  };
}

function usualOf(
  openers: readonly Opener[],
  kind: Opener['kind'],
  chosen: string | null,
): Opener | null {
  const alike = openers.filter((opener) => opener.kind === kind);
  return alike.find(({ id }) => id === chosen) ?? alike[0] ?? null;
}
