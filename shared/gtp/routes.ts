import type { PeerId, ReelName, RepositoryId } from '../ids.ts';
import { formatLfsPiece, type LfsPiece } from './lfs.ts';
import { type Block, formatBlock } from './reel.ts';

/** The application protocol (ALPN) is `h2`; these are the paths GTP/2 puts on it. */
export const ROUTES = {
  manifest: '/gtp/2/manifest',
  /** What everyone may see of a peer: the called one, or one whose manifest it passes on. */
  publicManifest: (peer: PeerId) => `/gtp/2/peers/${peer}/manifest`,
  events: '/gtp/2/events',
  /** How the called peer sees the calling one. */
  view: '/gtp/2/view',
  /** Opens a stream on which the called peer may call back: one connection serves both ways. */
  reverse: '/gtp/2/reverse',
  /** What is known of where peers are beyond the network. */
  envelopes: '/gtp/2/envelopes',
  /** At a relay: a stream to another peer that has come to it; and, from the relay, one from another peer. */
  join: (peer: PeerId) => `/gtp/2/join/${peer}`,
  joined: (peer: PeerId) => `/gtp/2/joined/${peer}`,
  reels: (repository: RepositoryId) => `/gtp/2/repositories/${repository}/reels`,
  objects: (repository: RepositoryId) => `/gtp/2/repositories/${repository}/objects`,
  overview: (repository: RepositoryId) => `/gtp/2/repositories/${repository}/overview`,
  comparison: (repository: RepositoryId) => `/gtp/2/repositories/${repository}/comparison`,
  diff: (repository: RepositoryId) => `/gtp/2/repositories/${repository}/diff`,
  /** A piece of a large file of Git LFS that the copy's heads lead to. */
  lfs: (repository: RepositoryId, piece: LfsPiece) =>
    `/gtp/2/repositories/${repository}/lfs/${formatLfsPiece(piece)}`,
  /** Signed pushes, where the copy is a depot's that takes them, and their chain from an entry on. */
  pushes: (repository: RepositoryId) => `/gtp/2/repositories/${repository}/pushes`,
  chain: (repository: RepositoryId, from: number) =>
    `/gtp/2/repositories/${repository}/chain/${from}`,
  /** A reel that a peer produces from its repository. */
  produced: (repository: RepositoryId, reel: ReelName) =>
    `/gtp/2/repositories/${repository}/reels/${reel}`,
  /** A reel of which a peer has received blocks, and passes them on. */
  passedOn: (reel: ReelName) => `/gtp/2/reels/${reel}`,
  /** Below one of the two: */
  plan: (reel: string) => `${reel}/plan`,
  next: (reel: string) => `${reel}/next`,
  run: (reel: string) => `${reel}/run`,
  block: (reel: string, block: Block) => `${reel}/blocks/${formatBlock(block)}`,
  index: (reel: string, block: Block) => `${reel}/blocks/${formatBlock(block)}/index`,
} as const;

/** On `reverse`: the port at which the one who dialled can be dialled itself. */
export const PORT_HEADER = 'gtp-port';
