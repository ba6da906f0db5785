import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { z } from 'zod';
import { type LfsPiece, parseLfsPiece } from '../../shared/gtp/lfs.ts';
import { type Block, parseBlock } from '../../shared/gtp/reel.ts';
import {
  type PeerId,
  peerIdSchema,
  type ReelName,
  type RepositoryId,
  reelNameSchema,
  repositoryIdSchema,
} from '../../shared/ids.ts';
import { DiskFullError, explainDiskFull } from '../errors/interruptions.ts';
import { TooLargeToGiveError } from '../errors/repositories.ts';

/** Takes one request of a proven peer. */
export type StreamHandler = (
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  peer: PeerId,
) => void;

/** One request, with all that was parsed of it. */
export interface Exchange {
  readonly peer: PeerId;
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  /** Aborts when the caller is gone. */
  readonly signal: AbortSignal;
}

/** A reel: produced from a repository, or, without one, passed on by somebody who received blocks of it. */
export interface ReelPath {
  readonly repository: RepositoryId | null;
  readonly reel: ReelName;
}

/** What a peer can ask for. A handler answers by itself, or throws a Refusal. */
export interface GtpService {
  manifest(exchange: Exchange): Promise<void>;
  publicManifest(exchange: Exchange, peer: PeerId): Promise<void>;
  events(exchange: Exchange): Promise<void>;
  view(exchange: Exchange): Promise<void>;
  reels(exchange: Exchange, repository: RepositoryId): Promise<void>;
  objects(exchange: Exchange, repository: RepositoryId): Promise<void>;
  overview(exchange: Exchange, repository: RepositoryId): Promise<void>;
  comparison(exchange: Exchange, repository: RepositoryId): Promise<void>;
  diff(exchange: Exchange, repository: RepositoryId): Promise<void>;
  lfs(exchange: Exchange, repository: RepositoryId, piece: LfsPiece): Promise<void>;
  plan(exchange: Exchange, path: ReelPath): Promise<void>;
  next(exchange: Exchange, path: ReelPath): Promise<void>;
  run(exchange: Exchange, path: ReelPath): Promise<void>;
  block(exchange: Exchange, path: ReelPath, block: Block): Promise<void>;
  index(exchange: Exchange, path: ReelPath, block: Block): Promise<void>;
}

/** What a peer can ask of a depot's copy: signed pushes, and their chain. */
export interface PushService {
  /** @param from the number of an entry */
  chain(exchange: Exchange, repository: RepositoryId, from: number): Promise<void>;
  push(exchange: Exchange, repository: RepositoryId): Promise<void>;
}

/** What is known of where peers are beyond the network. */
export interface EnvelopeService {
  envelopes(exchange: Exchange): Promise<void>;
}

/** Ends a request with a status; the text is for the other side's log. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 404 | 408 | 410 | 413 | 416 | 429 | 503,
    message: string,
  ) {
    super(message);
  }
}

/** What is not there and what may not be seen get the very same answer. */
export function notFound(): Refusal {
  return new Refusal(404, 'not found');
}

/** Routes requests to the service. `onFault` hears of failures that are this side's own. */
export function createRouter(
  service: GtpService & Partial<EnvelopeService>,
  pushes: PushService,
  onFault: (error: unknown) => void,
): StreamHandler {
  return (stream, headers, peer) => {
    const controller = new AbortController();
    stream.on('error', () => {});
    stream.once('close', () => controller.abort());
    const exchange = { peer, stream, headers, signal: controller.signal };
    dispatch(service, pushes, exchange).catch((error: unknown) => {
      if (controller.signal.aborted) return;
      if (!(error instanceof Refusal)) onFault(error);
      refuse(stream, error);
    });
  };
}

async function dispatch(
  service: GtpService & Partial<EnvelopeService>,
  pushes: PushService,
  exchange: Exchange,
): Promise<void> {
  const method = exchange.headers[':method'];
  const path = exchange.headers[':path'] ?? '';
  const [root, version, area, id, ...rest] = path.slice(1).split('/');
  if (root !== 'gtp' || version !== '2') throw notFound();
  if (method === 'GET' && id === undefined) {
    if (area === 'manifest') return service.manifest(exchange);
    if (area === 'events') return service.events(exchange);
    if (area === 'view') return service.view(exchange);
  }
  if (method === 'POST' && id === undefined && area === 'envelopes') {
    if (service.envelopes === undefined) throw notFound();
    return service.envelopes(exchange);
  }
  if (area === 'peers') {
    const peer = parsed(peerIdSchema, id);
    if (method !== 'GET' || rest.join('/') !== 'manifest') throw notFound();
    return service.publicManifest(exchange, peer);
  }
  if (area === 'reels') {
    const reel = parsed(reelNameSchema, id);
    return dispatchReel(service, exchange, { repository: null, reel }, rest);
  }
  if (area !== 'repositories') throw notFound();
  const repository = parsed(repositoryIdSchema, id);
  const [collection, name, ...below] = rest;
  if (method === 'POST' && name === undefined) {
    if (collection === 'reels') return service.reels(exchange, repository);
    if (collection === 'objects') return service.objects(exchange, repository);
    if (collection === 'overview') return service.overview(exchange, repository);
    if (collection === 'comparison') return service.comparison(exchange, repository);
    if (collection === 'diff') return service.diff(exchange, repository);
    if (collection === 'pushes') return pushes.push(exchange, repository);
  }
  if (method === 'GET' && collection === 'chain' && below.length === 0) {
    return pushes.chain(exchange, repository, placeInChain(name));
  }
  if (method === 'GET' && collection === 'lfs') {
    const piece = parseLfsPiece(rest.slice(1).join('/'));
    if (piece === null) throw notFound();
    return service.lfs(exchange, repository, piece);
  }
  if (collection !== 'reels') throw notFound();
  const reel = parsed(reelNameSchema, name);
  return dispatchReel(service, exchange, { repository, reel }, below);
}

function placeInChain(text = ''): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw notFound();
  return Number(text);
}

async function dispatchReel(
  service: GtpService,
  exchange: Exchange,
  path: ReelPath,
  [what, which, part, ...rest]: readonly string[],
): Promise<void> {
  const method = exchange.headers[':method'];
  if (which === undefined) {
    if (method === 'GET' && what === 'plan') return service.plan(exchange, path);
    if (method === 'POST' && what === 'next') return service.next(exchange, path);
    if (method === 'POST' && what === 'run') return service.run(exchange, path);
  }
  const block = which === undefined || what !== 'blocks' ? null : parseBlock(which);
  if (method !== 'GET' || block === null || rest.length > 0) throw notFound();
  if (part === undefined) return service.block(exchange, path, block);
  if (part === 'index') return service.index(exchange, path, block);
  throw notFound();
}

function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw notFound();
  return result.data;
}

/** How often a caller hears that an answer is being worked on, in milliseconds. */
const WORKING_INTERVAL = 5_000;
const PROCESSING = 102;

/**
 * Tells the caller now and then that the answer will come, until `work` is done.
 * @param tell how: by an informational answer (102, RFC 2518) unless said otherwise
 */
export async function whileWorking<T>(
  { stream }: Exchange,
  work: Promise<T>,
  tell: () => void = () => stream.additionalHeaders({ ':status': PROCESSING }),
): Promise<T> {
  const timer = setInterval(() => {
    if (!stream.destroyed) tell();
  }, WORKING_INTERVAL);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

export function sendJson(exchange: Exchange, value: unknown): void {
  sendJsonText(exchange, JSON.stringify(value));
}

/** @param json is JSON already */
export function sendJsonText({ stream }: Exchange, json: string): void {
  // Two clocks that differ are told of by it.
  const date = new Date(Date.now()).toUTCString();
  stream.respond({ ':status': 200, 'content-type': 'application/json', date });
  stream.end(json);
}

/** 507: “Insufficient Storage” (RFC 4918, section 11.5). */
function statusOfFault(error: unknown): number {
  if (error instanceof TooLargeToGiveError) return 410;
  return explainDiskFull(error) instanceof DiskFullError ? 507 : 503;
}

function refuse(stream: ServerHttp2Stream, error: unknown): void {
  if (stream.headersSent || stream.destroyed) {
    // What was sent is not all (RFC 9113, section 8.1).
    stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    return;
  }
  const status = error instanceof Refusal ? error.status : statusOfFault(error);
  // A fault of this side may name its paths: those are nobody else's business.
  const message = error instanceof Refusal ? error.message : 'failed';
  stream.respond({ ':status': status, 'content-type': 'text/plain' });
  // What the caller is still sending is of no use (RFC 9113, section 8.1); until then it would be kept.
  stream.end(message, () => stream.close(constants.NGHTTP2_NO_ERROR));
}
