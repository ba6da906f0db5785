import { Argument, Command } from 'commander';
import type { Shell } from '../help/completion-script.ts';
import type { Surroundings } from '../surroundings.ts';

const SHELLS: readonly Shell[] = ['bash', 'zsh', 'fish'];

const HOW = `
For this user, from now on:
  bash  shoal completion bash > ~/.local/share/bash-completion/completions/shoal
  zsh   shoal completion zsh > _shoal, in a folder of $fpath
  fish  shoal completion fish > ~/.config/fish/completions/shoal.fish
Without the package bash-completion, put source <(shoal completion bash) into ~/.bashrc.`;

export function completionCommand(around: Surroundings): Command {
  return new Command('completion')
    .description('Print what lets a shell complete these commands and their options')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', HOW)
    .action(async (shell: Shell, _options: object, command: Command) => {
      const { outlineOf } = await import('../help/outline.ts');
      const { completionScript } = await import('../help/completion-script.ts');
      around.stdout.write(completionScript(shell, outlineOf(command.parent ?? command)));
    });
}
