import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { NodeClient } from '../../cli/node-client.ts';
import { buildRepository } from '../../engine/testing/build-repository.ts';
import { git } from '../../engine/testing/git.ts';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { aliasFromName } from '../../shared/domain/git/tracking-refs.ts';
import { test as base, expect } from './test.ts';

/** From the first start to the first fetched commit, in milliseconds. */
const FIRST_MINUTE = 60_000;

let started = 0;

/** A home with one project, where projects usually are. */
const test = base.extend({
  home: async ({ seed }, use) => {
    const home = temporaryFolder();
    buildRepository(join(home, 'code', `pier-log-${seed}`), { commits: 12, seed: 40 + seed });
    // The app is started next.
    started = performance.now();
    await use(home);
    rmSync(home, { recursive: true, force: true });
  },
});

// The room is empty only for somebody who sees nobody else on this loopback.
test.use({ appArgs: ['--no-mdns'] });

test('from the first start to the first fetched commit: share with one click, fetch with another', async ({
  app,
  ui,
  home,
  seed,
  teammate,
}) => {
  const name = `pier-log-${seed}`;
  const mine = join(home ?? '', 'code', name);
  const share = app.page.getByRole('region', { name: 'Share a project of yours' });
  await share.getByRole('button', { name: `Share ${name}` }).click();
  await expect(share.getByText('Everyone nearby')).toBeVisible();

  using node = await NodeClient.connect(join(app.directory, 'data'));
  const address = `127.0.0.1:${node.state.self?.port}`;
  const anna = await teammate('Anna', ['--no-mdns', '--peer', address]);
  const hers = join(anna.directory, name);
  git(anna.directory, ['clone', '--quiet', '--no-local', mine, hers]);
  git(hers, ['switch', '--quiet', '--create', 'railing']);
  git(hers, ['commit', '--quiet', '--allow-empty', '--message', 'Paint the railing']);
  await anna.json('share', hers, '--only', 'railing');

  await ui.button('Fetch 1 new head').click();
  await expect(ui.transfer(name)).toContainText('Fetched 1 head');
  expect(performance.now() - started).toBeLessThan(FIRST_MINUTE);
  expect(
    git(mine, ['log', '-1', '--format=%s', `refs/remotes/${aliasFromName(anna.name)}/railing`]),
  ).toBe('Paint the railing');
});
