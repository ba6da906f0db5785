import { expect, test } from 'vitest';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { POPULATION_BOUNDS } from '../peers/population/surplus.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';
import { comeAs, throwAwayKeys } from './support/throw-away.ts';

test('who is trusted finds room in a crowd of one address, and everybody does once that has gone', async () => {
  await using anna = await TestEngine.start('Anna');
  await using bob = await TestEngine.start('Bob');
  await bob.connect(anna);
  await anna.until(({ peers }) => peers[bob.id]?.presence.state === 'connected', 'Bob is here');
  await anna.call('peers.trust', { peer: bob.id });
  await bob.call('peers.forget', { peer: anna.id });
  const most = POPULATION_BOUNDS.connectedPerHost;
  const crowd = [];
  for (const key of await throwAwayKeys(most + 20))
    crowd.push(await comeAs(key, { self: anna.engine.self }));
  const isHere = (id: string) =>
    anna.state.peers[id as typeof bob.id]?.presence.state === 'connected';
  const here = () => Object.keys(anna.state.peers).filter(isHere);
  await anna.until(() => here().length === most, 'as many are here as find room');

  await bob.connect(anna);
  await anna.until(() => isHere(bob.id), 'Bob is here again');
  expect(here()).toHaveLength(most + 1);
  for (const link of crowd) link[Symbol.dispose]();
  await anna.until(() => here().length === 1, 'the crowd has gone');
  expect(Object.keys(anna.state.peers).length).toBeLessThanOrEqual(
    1 + POPULATION_BOUNDS.leftPerHost,
  );
  using cleo = await Stranger.connect(anna);
  await anna.until(() => isHere(cleo.id), 'Cleo is here');
});

test('one peer is told of changes a few times at once, and no more', async () => {
  await using anna = await TestEngine.start('Anna');
  using mallory = await Stranger.connect(anna);
  const asking = Array.from({ length: 12 }, () =>
    mallory.link.request({ method: 'GET', path: ROUTES.events }),
  );
  const statuses = (await Promise.all(asking)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(4);
  expect(statuses.filter((status) => status === 429)).toHaveLength(8);
});
