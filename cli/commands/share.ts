import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AppState, LocalRepository } from '../../shared/api/state.ts';
import { resolvePeer } from '../../shared/domain/resolve/resolve-peer.ts';
import type { Visibility } from '../../shared/domain/visibility.ts';
import { headCountWords } from '../../shared/domain/words/head-count.ts';
import { leftOutWords } from '../../shared/domain/words/left-out-words.ts';
import { RemoteError } from '../../shared/errors.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';

interface Options extends CommonOptions {
  readonly to?: readonly string[];
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

export function shareCommand(around: Surroundings): Command {
  return shoalCommand('share', 'Share a repository')
    .argument('<path>', 'the repository')
    .option(
      '--to <who...>',
      'everyone, trusted, or teammates by name or id; as “shoal config share-with” says if left out',
    )
    .option('--only <pattern...>', 'share only the branches and tags that match')
    .option('--except <pattern...>', 'keep the branches and tags that match to yourself')
    .action((path: string, options: Options) =>
      withNode(options, async (node) => {
        const { to = [node.state.settings.values['share-with']] } = options;
        const visibility = visibilityFor(to, node.state);
        const { id, sharedHeads } = await node.call('repositories.add', {
          path: resolve(around.workingFolder, path),
        });
        // The choice of heads comes first, so that none is seen that should not be.
        const { only = sharedHeads.only, except = sharedHeads.except } = options;
        await node.call('repositories.setHeads', {
          repository: id,
          only: [...only],
          except: [...except],
        });
        await node.call('repositories.setVisibility', { repository: id, visibility });
        const repository = await node.call('repositories.add', {
          path: resolve(around.workingFolder, path),
        });
        const { status } = repository;
        if (status.state === 'unusable') throw new RemoteError(status.code, status.sentence);
        print(around, options, { repository }, () => [
          sharedWords(repository, node.state),
          ...(repository.leftOut ?? []).map(leftOutWords),
        ]);
      }),
    );
}

function visibilityFor(to: readonly string[], state: AppState): Visibility {
  const [first] = to;
  if (to.length === 1 && (first === 'everyone' || first === 'trusted')) return { to: first };
  if (to.includes('everyone') || to.includes('trusted')) {
    throw new UsageError('--to takes either everyone, or trusted, or teammates.');
  }
  const peers = to.map((typed) => resolvePeer(typed, Object.values(state.peers)).id);
  return { to: 'peers', peers };
}

function sharedWords({ path, visibility, status }: LocalRepository, state: AppState): string {
  const heads = status.state === 'ready' ? headCountWords(status) : 'nothing yet';
  return `Sharing ${heads} of ${path} with ${audience(visibility, state)}.`;
}

function audience(visibility: Visibility, state: AppState): string {
  switch (visibility.to) {
    case 'nobody':
      return 'nobody';
    case 'trusted':
      return 'the teammates you trust';
    case 'everyone':
      return 'everyone nearby';
    case 'peers':
      return visibility.peers.map((peer) => state.peers[peer]?.name ?? peer).join(', ');
  }
}
