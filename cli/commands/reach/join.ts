import type { Command } from 'commander';
import type { Peer } from '../../../shared/api/state.ts';
import { shortId } from '../../../shared/short-id.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import type { Surroundings } from '../../surroundings.ts';

/** How long the state may take to follow a command, in milliseconds. */
const SOON = 10_000;

export function joinCommand(around: Surroundings): Command {
  return shoalCommand('join', 'Reach whoever gave you a link, with the tracker and relay it names')
    .argument('<link>', 'as `shoal invite` made it: shoal://invite/…')
    .action(async (link: string, options: CommonOptions) => {
      // No other command reads one.
      const { parseInvite } = await import('../../../shared/domain/reach/invite.ts');
      if (parseInvite(link) === null) {
        throw new UsageError('That is no invitation. It begins with shoal://invite/.');
      }
      return withNode(options, async (node) => {
        const { peer } = await node.call('reach.join', { link });
        // Its name comes a moment after it.
        const isKnown = (found?: Peer) =>
          found?.presence.state === 'connected' && found.name !== shortId(peer);
        await node.waitUntil(({ peers }) => isKnown(peers[peer]), SOON);
        const found = node.state.peers[peer];
        const presence = found?.presence;
        const relay = presence?.state === 'connected' ? (presence.relay ?? null) : null;
        const isPunched = presence?.state === 'connected' && presence.isPunched === true;
        const name = found?.name ?? peer;
        const way = isPunched ? ', by hole punching' : '';
        print(around, options, { peer, name, relay, isPunched }, () => [
          `${name} is here${relay === null ? way : `, over the relay ${relay}`}.`,
        ]);
      });
    });
}
