import type { Opener } from '../../shared/api/opener.ts';
import { t } from '../texts/texts.ts';

interface ProgramChoice {
  /** Empty for whichever is found first. */
  readonly id: string;
  readonly name: string;
}

/**
 * What an editor, or a terminal, is chosen among. One that is set and not here any more stays, so that it is seen.
 * @param value the id of the one that is set; null for the first that is found
 */
export function programChoices(
  openers: readonly Opener[],
  kind: Opener['kind'],
  value: string | null,
): { readonly options: readonly ProgramChoice[]; readonly chosen: string } {
  const here = openers.filter((opener) => opener.kind === kind);
  const [first] = here;
  const isHere = value === null || here.some(({ id }) => id === value);
  return {
    options: [
      ...(first === undefined ? [] : [{ id: '', name: t.settings.firstFound(first.name) }]),
      ...here.map(({ id, name }) => ({ id, name })),
      ...(isHere ? [] : [{ id: value, name: t.settings.notHere(value) }]),
    ],
    chosen: value ?? '',
  };
}

/** Why there is nothing to choose; null where there is. */
export function programNote(openers: readonly Opener[], kind: Opener['kind']): string | null {
  if (openers.some((opener) => opener.kind === kind)) return null;
  return kind === 'editor' ? t.settings.noEditor : t.settings.noTerminal;
}
