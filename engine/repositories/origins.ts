import { createHash } from 'node:crypto';
import { readConfig } from '../git/config.ts';
import type { Repository } from '../git/open.ts';
import { bytesOf } from '../git/text.ts';

/** Where a repository is fetched from, beside teammates. */
export interface Origins {
  /** Hex SHA-256 of each remote's normalized URL, in the order of the settings: copies of one origin know each other by it. */
  readonly hashes: readonly string[];
  /** Whether there is any such remote, of whatever kind. */
  readonly hasAny: boolean;
}

export async function readOrigins(repository: Repository, signal?: AbortSignal): Promise<Origins> {
  const urls = await readConfig(repository, '^remote\\..*\\.url$', signal);
  const hashes = urls
    .map(({ value }) => normalizeOrigin(value))
    .filter((origin) => origin !== null)
    .map((origin) => createHash('sha256').update(bytesOf(origin)).digest('hex'));
  return {
    hashes: [...new Set(hashes)],
    hasAny: urls.some(({ value }) => !value.startsWith('gtp:')),
  };
}

/**
 * `https://user:token@Example.org:443/team/app.git/`, `git@example.org:team/app` →
 * `example.org/team/app`: the same project however it is reached, and never a credential.
 * @returns null for what names no host, such as a path
 */
export function normalizeOrigin(url: string): string | null {
  const scp = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/\/)(.+)$/.exec(url);
  const uri = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^:/\s]+)(?::\d+)?\/(.+)$/i.exec(url);
  const [, host, path] = uri ?? scp ?? [];
  // A single letter before the colon is a drive.
  if (host === undefined || path === undefined || host.length === 1) return null;
  if (url.startsWith('file:') || url.startsWith('gtp')) return null;
  const clean = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return clean === '' ? null : `${host.toLowerCase()}/${clean}`;
}
