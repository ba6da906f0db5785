import { spawnSync } from 'node:child_process';
import type { OriginRef } from './protocol/response.ts';

/**
 * Annotated tags that an origin would send along with what they lead to (gitprotocol-v2(5), `include-tag`), if that had
 * not come from nearby.
 * @returns those that are not here while what they lead to is
 */
export function missingTags(refs: readonly OriginRef[]): string[] {
  const tags = refs.flatMap(({ ref, oid, peeled }) =>
    peeled !== null && ref.startsWith('refs/tags/') ? [{ oid, peeled }] : [],
  );
  if (tags.length === 0) return [];
  const { stdout } = spawnSync('git', ['cat-file', '--batch-check'], {
    ...{ encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 },
    input: tags.map(({ oid, peeled }) => `${oid}\n${peeled}\n`).join(''),
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
  });
  const isHere = stdout.split('\n').map((line) => line !== '' && !line.endsWith(' missing'));
  return tags
    .filter((_, index) => isHere[2 * index] === false && isHere[2 * index + 1] === true)
    .map(({ oid }) => oid);
}
