import { Argument, type Command } from 'commander';
import type { Peer } from '../../../shared/api/state.ts';
import { NoSuchPeerError, resolvePeer } from '../../../shared/domain/resolve/resolve-peer.ts';
import { roleWords } from '../../../shared/domain/words/role-words.ts';
import { ShoalError } from '../../../shared/errors.ts';
import type { Role } from '../../../shared/gtp/push.ts';
import { shortId } from '../../../shared/short-id.ts';
import { print, withNode } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import { parseUntil, UNTIL } from '../../until-option.ts';
import { type AtOptions, depotCommand, namedDepot } from './named-depot.ts';

const ROLES = ['owner', 'maintainer', 'contributor'] as const;

interface Options extends AtOptions {
  readonly refs?: readonly string[];
  readonly rewind?: boolean;
  readonly until?: number;
}

export function grantCommand(around: Surroundings): Command {
  return depotCommand('grant', 'Let a teammate push to a project')
    .argument('<peer>', 'the teammate, by name or id')
    .addArgument(new Argument('<role>', 'what they may do').choices(ROLES))
    .option(
      '--refs <pattern...>',
      'of a maintainer: which branches, such as main or release/*, or refs/tags/*',
    )
    .option('--rewind', 'of a maintainer: may force-push these, and delete them')
    .option('--until <time>', UNTIL, parseUntil)
    .action((project: string, typed: string, role: Role['role'], options: Options) => {
      const wanted = roleOf(role, options);
      return withNode(options, async (node) => {
        const named = await namedDepot(node, project, options);
        const { id: to, name } = await meantPeer(typed, Object.values(node.state.peers));
        const { until } = options;
        const expires = until === undefined ? {} : { expires: Math.floor(until / 1_000) };
        const asked = { ...named, to, role: wanted, ...expires };
        const { seq, words } = await node.call('depot.grant', asked);
        print(around, options, { seq, peer: { id: to, name, words }, role: wanted }, () => [
          `${name} is ${roleWords(wanted)} now. Their words: ${words.join(' ')}`,
        ]);
      });
    });
}

/** Who is known to the depot need not be known here. */
class NobodyToGrantError extends ShoalError {
  readonly code = 'unknown-peer';

  constructor(cause: NoSuchPeerError) {
    super(
      `${cause.message} Whoever you have not met you name by the whole id that \`shoal status\` shows them.`,
      { cause },
    );
  }
}

/** An id of somebody who is not here is one all the same. @throws NobodyToGrantError, AmbiguousPeerError */
async function meantPeer(
  typed: string,
  peers: readonly Peer[],
): Promise<Pick<Peer, 'id' | 'name'>> {
  const { peerIdSchema } = await import('../../../shared/ids.ts');
  const id = peerIdSchema.safeParse(typed);
  if (!id.success || peers.some((peer) => peer.id === id.data)) {
    try {
      return resolvePeer(typed, peers);
    } catch (error) {
      throw error instanceof NoSuchPeerError ? new NobodyToGrantError(error) : error;
    }
  }
  return { id: id.data, name: shortId(id.data) };
}

/** @throws UsageError */
function roleOf(role: Role['role'], { refs = [], rewind = false }: Options): Role {
  if (role !== 'maintainer') {
    if (refs.length > 0 || rewind) throw new UsageError('--refs and --rewind go with maintainer.');
    return { role };
  }
  if (refs.length === 0) throw new UsageError('Say which branches, with --refs.');
  const rewinds = rewind ? { rewinds: true } : {};
  return { role, patterns: refs.map((each) => ({ refs: inFull(each), ...rewinds })) };
}

function inFull(pattern: string): string {
  return pattern.startsWith('refs/') ? pattern : `refs/heads/${pattern}`;
}
