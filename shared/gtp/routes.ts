import type { ReelName, RepositoryId } from '../ids.ts';
import type { Block } from './reel.ts';

/** The application protocol (ALPN) is `h2`; these are the paths GTP/2 puts on it. */
export const ROUTES = {
  manifest: '/gtp/2/manifest',
  events: '/gtp/2/events',
  /** Opens a stream on which the called peer may call back: one connection serves both ways. */
  reverse: '/gtp/2/reverse',
  reels: (repository: RepositoryId) => `/gtp/2/repositories/${repository}/reels`,
  objects: (repository: RepositoryId) => `/gtp/2/repositories/${repository}/objects`,
  plan: (repository: RepositoryId, reel: ReelName) =>
    `/gtp/2/repositories/${repository}/reels/${reel}/plan`,
  block: (repository: RepositoryId, reel: ReelName, { strip, from, to }: Block) =>
    `/gtp/2/repositories/${repository}/reels/${reel}/blocks/${strip}/${from}-${to}`,
} as const;
