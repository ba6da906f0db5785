import { createHash } from 'node:crypto';
import { normalizeOrigin } from '../../shared/domain/git/origin.ts';
import type { ConfigEntry } from '../git/config.ts';
import { bytesOf } from '../git/text.ts';

/** Where a repository is fetched from, beside teammates. */
export interface Origins {
  /** Hex SHA-256 of each remote's normalized URL, in the order of the settings: copies of one origin know each other by it. */
  readonly hashes: readonly string[];
  /** Whether there is any such remote, of whatever kind. */
  readonly hasAny: boolean;
}

/** Which settings tell of them, as a part of a regular expression. */
export const ORIGIN_KEYS = 'remote\\..*\\.url';

/** @param settings others may be among them */
export function originsIn(settings: readonly ConfigEntry[]): Origins {
  const urls = settings.filter(({ key }) => key.startsWith('remote.'));
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
