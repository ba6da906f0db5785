import { join } from 'node:path';
import { nftObstacle } from '../../e2e/lab/nft-fault.ts';
import { Offices } from '../../e2e/lab/offices.ts';
import { buildRepository } from '../../engine/testing/build-repository.ts';
import { cloneAt } from '../../engine/testing/git.ts';
import { newTransferId } from '../../shared/new-transfer-id.ts';
import { BenchNode } from '../support/bench-node.ts';
import type { Say } from '../support/report.ts';
import type { Scope } from '../support/scope.ts';
import { scratchFolder } from '../support/scratch.ts';
import { commitIn, followedCommits, pause, secondsSince, trackedIn } from './commits.ts';

const PORTS = { peers: 7_654, tracker: 8_080 };
/** How long two may take until they have found each other over tracker and relay, in milliseconds. */
const FIND_MS = 90_000;

/**
 * Two offices of which the routers let nothing in, and a relay between them: a commit of one until it is in the refs
 * of the other, in seconds: by `fetch`, once it was told of it, and by itself, where it follows.
 */
export async function relayedLatency(rounds: number, say: Say, scope: Scope) {
  const obstacle = await nftObstacle();
  if (obstacle !== null) throw new Error(`This measures offices behind routers: it ${obstacle}.`);
  const scratch = scratchFolder(scope);
  const lab = await scope.use(Offices.open());
  const outside = await lab.outside('outside', 1);
  const between = await scope.use(
    BenchNode.start('between', {
      host: outside,
      directory: join(scratch, 'between'),
      args: [
        ...['--no-mdns', '--listen', `0.0.0.0:${PORTS.peers}`, '--relay'],
        ...['--tracker', `0.0.0.0:${PORTS.tracker}`],
      ],
    }),
  );
  const relay = `${between.node.id}@${outside.address}:${PORTS.peers}`;
  const args = ['--use-tracker', `http://${outside.address}:${PORTS.tracker}/`];
  args.push('--use-relay', relay);
  const start = async (name: string, office: typeof lab.one) => {
    const host = await lab.inside(name, office, 2);
    return scope.use(BenchNode.start(name, { host, directory: join(scratch, name), args }));
  };
  const writer = await start('writer', lab.one);
  const follower = await start('follower', lab.other);
  const [source, target] = [join(scratch, 'project'), join(scratch, 'mine')];
  buildRepository(source, { commits: 200 });
  cloneAt(source, 'main', target);
  await writer.share(source);
  const repository = await follower.share(target);
  const isRelayed = await follower.view.waitUntil(({ peers }) => {
    const presence = peers[writer.node.id]?.presence;
    return presence?.state === 'connected' && presence.relay !== undefined;
  }, FIND_MS);
  if (!isRelayed) throw new Error('the two are not connected over the relay');
  say('two offices, and a relay between them');
  const fetched: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const { oid } = commitIn(source, round);
    await follower.untilHeads([oid]);
    const begun = performance.now();
    await follower.view.call('fetch', { transfer: newTransferId(), repository, peers: [] });
    if (trackedIn(target) !== oid) throw new Error('it was not fetched');
    // The first one begins with no remote.
    if (round > 0) fetched.push(secondsSince(begun));
    await pause();
  }
  for (const node of [writer, follower, between]) node.lookAway();
  await follower.node.json('follow', 'writer', target);
  return { fetched, followed: await followedCommits(source, target, rounds) };
}
