import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;

beforeEach(async () => {
  ({ anna, bob } = await startPair());
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await endAll(anna, bob);
});

/** From here on, git says of what objects take on disk that it is a million times as much. */
function enlargeObjects(): void {
  const bin = temporaryFolder();
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const script = `#!/bin/sh
case "$*" in
  *objectsize:disk*) '${real}' "$@" | sed 's/$/000000/' ;;
  *) exec '${real}' "$@" ;;
esac
`;
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
}

test('what no receiver would take in one piece is not offered, and both sides are told', async () => {
  const source = join(anna.directory, 'project');
  buildRepository(source, { commits: 20, binaryBytes: 100_000 });
  await anna.share(source);
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  enlargeObjects();
  const log = vi.spyOn(console, 'error');
  const [swarm] = Object.keys(bob.state.swarms) as [SwarmId];
  const transfer = newTransferId();
  const directory = join(bob.directory, 'clone');
  await expect(bob.call('clone', { transfer, swarm, directory })).rejects.toMatchObject({
    code: 'copy-unusable',
  });
  const told = log.mock.calls.map(([line]) => String(line));
  expect(told.join('\n')).toContain(`Anna: Teammates cannot get all that ${source} shares`);
  expect(told.join('\n')).not.toContain('Something went wrong');
});
