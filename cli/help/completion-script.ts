import { bashCompletion } from './bash-completion.ts';
import { fishCompletion } from './fish-completion.ts';
import type { Outline } from './outline.ts';
import { zshCompletion } from './zsh-completion.ts';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

export type Shell = keyof typeof SCRIPTS;

export function completionScript(shell: Shell, program: Outline): string {
  return SCRIPTS[shell](program);
}
