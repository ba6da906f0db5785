import { createHash } from 'node:crypto';
import { normalizeOrigin } from '../../shared/domain/git/origin.ts';
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
  const hashes = urls.map(({ value }) => originHash(value)).filter((hash) => hash !== null);
  return {
    hashes: [...new Set(hashes)],
    hasAny: urls.some(({ value }) => !value.startsWith('gtp:')),
  };
}

/** Hex SHA-256 of a normalised address; null for one that names no host. */
export function originHash(url: string): string | null {
  const origin = normalizeOrigin(url);
  return origin === null ? null : createHash('sha256').update(bytesOf(origin)).digest('hex');
}
