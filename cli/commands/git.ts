import { Command } from 'commander';
import { dataFolder } from '../../host/data-folder.ts';
import { ALL_HTTPS } from '../../shared/api/plain-git.ts';
import { listed } from '../../shared/domain/words/listed.ts';
import { type CommonOptions, print, shoalCommand } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

export function gitCommand(around: Surroundings): Command {
  return new Command('git')
    .description('Let plain git bring what teammates have before it asks the origin')
    .addCommand(enableCommand(around))
    .addCommand(disableCommand(around))
    .addCommand(statusCommand(around));
}

function enableCommand(around: Surroundings): Command {
  return shoalCommand(
    'enable',
    'Turn it on for hosts; for all that git reaches by https, if none is named',
  )
    .argument('[host...]', 'a name such as github.com, or scheme://host:port')
    .action(async (typed: readonly string[], options: CommonOptions) => {
      const { enableAcceleration } = await import('../../host/git-settings/acceleration.ts');
      const { ownInstallation } = await import('../../host/git-settings/guard.ts');
      const installation = ownInstallation(around.engineFile, dataFolder(options.data));
      await enableAcceleration(installation, typed.length === 0 ? [ALL_HTTPS] : typed);
      await tellStatus(around, options);
    });
}

function disableCommand(around: Surroundings): Command {
  return shoalCommand('disable', 'Turn it off, and leave git’s settings as they were').action(
    async (options: CommonOptions) => {
      const { disableAcceleration } = await import('../../host/git-settings/acceleration.ts');
      await disableAcceleration(dataFolder(options.data));
      await tellStatus(around, options);
    },
  );
}

function statusCommand(around: Surroundings): Command {
  return shoalCommand('status', 'Say for which hosts it is on').action((options: CommonOptions) =>
    tellStatus(around, options),
  );
}

async function tellStatus(around: Surroundings, options: CommonOptions): Promise<void> {
  const { accelerationStatus } = await import('../../host/git-settings/acceleration.ts');
  const git = await accelerationStatus(dataFolder(options.data));
  print(around, options, { git }, () => [
    git.enabled
      ? `git uses Shoal for ${listed(git.hosts.map((name) => (name === ALL_HTTPS ? 'all of https' : name)))}.`
      : 'git does not use Shoal.',
    ...(git.enabled && !git.helper.found
      ? [`${git.helper.path} is gone: git works without it. Run \`shoal git enable\` again.`]
      : []),
  ]);
}
