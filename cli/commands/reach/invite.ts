import type { Command } from 'commander';
import type { AppState } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { Invite } from '../../../shared/domain/reach/invite.ts';
import { placesHere } from '../../../shared/domain/reach/places-here.ts';
import { resolveSwarm } from '../../../shared/domain/resolve/resolve-swarm.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import type { Surroundings } from '../../surroundings.ts';
import { parseUntil, UNTIL, untilWords } from '../../until-option.ts';

interface Options extends CommonOptions {
  readonly until?: number;
}

const WEEK = 7 * 24 * 60 * 60_000;

export function inviteCommand(around: Surroundings): Command {
  return shoalCommand('invite', 'Make a link by which somebody reaches you from anywhere')
    .argument('[project]', 'what it is about, by name or id; whatever you share if left out')
    .option('--until <time>', UNTIL, parseUntil)
    .action((project: string | undefined, options: Options) =>
      withNode(options, async (node) => {
        const about =
          project === undefined ? null : resolveSwarm(project, Object.values(node.state.swarms));
        const swarm = about?.id ?? null;
        const until = Math.floor((options.until ?? Date.now() + WEEK) / 1_000);
        const { link } = await node.call('reach.invite', { swarm, until });
        // Only this command needs it.
        const { default: encodeQR } = await import('qr');
        const { parseInvite } = await import('../../../shared/domain/reach/invite.ts');
        const invite = parseInvite(link);
        print(around, options, { link, until, ...invite }, () => [
          encodeQR(link, 'ascii', { ecc: 'low' }).trimEnd(),
          link,
          `It holds ${untilWords(until * 1_000)}. Whoever has it can reach you, and sees what you share with them; they type: shoal join LINK`,
          ...unsharedNote(node.state, about),
          ...(invite === null ? [] : nearNote(invite, node.state)),
        ]);
      }),
    );
}

/** What is shared with nobody, nobody sees. */
function unsharedNote({ repositories }: AppState, about: Swarm | null): string[] {
  const isShown = Object.values(repositories).some(
    ({ visibility, status }) =>
      visibility.to !== 'nobody' &&
      (about === null || (status.state === 'ready' && status.swarm === about.id)),
  );
  if (isShown) return [];
  return [
    about === null
      ? 'You share nothing: who comes will see nothing. `shoal share PATH` changes that.'
      : `You share nothing of ${about.name}: who comes will not see it. \`shoal share PATH\` changes that.`,
  ];
}

/** Where an invitation leads, if that is somebody on this network alone. */
function nearNote(invite: Invite, { reach }: AppState): string[] {
  const places = placesHere(invite, reach.punching.state);
  if (places === null) return [];
  return [
    `It leads ${places === '' ? 'nowhere' : `to ${places} and nowhere else`}. For somebody on another network, name a relay or a tracker first: \`shoal config relays ID@HOST:PORT\`, \`shoal config trackers URL\`.`,
  ];
}
