import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { GitFailedError } from '../git/errors.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { explainLoss } from './explain-loss.ts';

const path = temporaryFolder();
afterAll(() => rmSync(path, { recursive: true }));

const place = { path, gitDir: path, commonDir: path, objectsDir: path };
const STDERR = 'free(): double free detected in tcache 2\n';

test.each([
  ['git that says why', { exitCode: 128, signal: null, stderr: 'fatal: missing object\n' }, true],
  ['git that crashes over it', { exitCode: null, signal: 'SIGABRT', stderr: STDERR }, true],
  ['git that somebody ends', { exitCode: null, signal: 'SIGKILL', stderr: '' }, false],
] as const)('%s tells of damage, or does not', async (_what, ending, isDamage) => {
  const error = await explainLoss(new GitFailedError('for-each-ref', ending), place);
  expect(error).toMatchObject({ code: isDamage ? 'repository-damaged' : 'git-failed' });
});
