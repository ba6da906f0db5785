import { STATUS_CODES } from 'node:http';
import { unmapped } from '../../shared/domain/address.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Oid, RepositoryId } from '../../shared/ids.ts';
import type { Repository } from '../git/open.ts';
import { packetBytes } from '../git/pkt-line.ts';
import type { RunningGit } from '../git/run.ts';
import { advertiseRefs, uploadPack } from '../git/upload-pack.ts';
import type { Throttle } from '../gtp/throttle.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { areReachable, reachableCommits } from '../serving/offers/reachable.ts';
import { FairTurns } from '../waiting/fair-turns.ts';
import type { Facades } from './facades.ts';
import { type FetchRequest, parseFetchRequest } from './fetch-request.ts';
import { guestNames } from './guest-names.ts';
import type { GuestExchange } from './guest-server.ts';
import { listingPage } from './listing-page.ts';
import { readBody } from './read-body.ts';
import { type GuestRoute, routeOf } from './routes.ts';
import { sendOutput } from './send-output.ts';

/** Packs that are made at once, each by one thread; those of other guests wait, whoever has fewest first. */
const PACKS = 4;
const LISTS = 4;
/** How long an answer that is not git's may take to be read, in milliseconds. */
const READING = 15_000;

export interface GuestServiceParts {
  readonly repositories: Repositories;
  readonly facades: Facades;
  readonly uploads: Throttle;
  /** A guest has got a whole copy. */
  readonly onClone: () => void;
}

/** A repository that everyone may see. */
export interface OpenCopy {
  readonly id: RepositoryId;
  /** Its name in addresses. */
  readonly name: string;
  readonly copy: LocalCopy;
  readonly repository: Repository;
  readonly entry: SharedRepository;
}

/** Answers guests: what everyone may see, and of all else the same as of what does not exist. */
export class GuestService {
  readonly #parts: GuestServiceParts;
  readonly #packs = new FairTurns<string>({ room: PACKS });
  readonly #lists = new FairTurns<string>({ room: LISTS });
  /** What is being given, to be cut off when it is shared no more. */
  readonly #running = new Map<AbortController, RepositoryId>();

  constructor(parts: GuestServiceParts) {
    this.#parts = parts;
  }

  /** What everyone may see, in the order of names. */
  get open(): OpenCopy[] {
    const copies = this.#parts.repositories.all.flatMap((copy) => {
      const entry = isOpen(copy) ? copy.manifestEntry() : null;
      const repository = copy.reading?.repository;
      if (entry === null || repository === undefined) return [];
      return [{ id: copy.record.id, copy, repository, entry }];
    });
    const names = guestNames(copies.map(({ id, entry }) => ({ id, name: entry.name })));
    return copies
      .map((copy) => ({ ...copy, name: names.get(copy.id) ?? copy.id }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** To be called when it may have changed what everyone may see. */
  look(): void {
    const open = new Set(this.open.map(({ id }) => id));
    for (const [abort, id] of this.#running) if (!open.has(id)) abort.abort();
  }

  async answer(exchange: GuestExchange): Promise<void> {
    const { method, url, headers } = exchange.request;
    const route = routeOf({ method, url, headers });
    if (route.to !== 'objects') exchange.body.settle(0);
    switch (route.to) {
      case 'nothing':
        return refuse(exchange, route.status);
      case 'page':
        exchange.response.writeHead(303, { location: '/' }).end();
        return;
      case 'listing':
        return this.#list(exchange);
      case 'refs':
      case 'objects': {
        const found = this.open.find(({ name }) => name === route.name);
        // A body that nobody reads is none of a repository's.
        if (found === undefined) return refuse(exchange, 404);
        return this.#whileShared(exchange, found, (within) =>
          route.to === 'refs'
            ? this.#advertise(within, found, route)
            : this.#give(within, found, route),
        );
      }
    }
  }

  #list(exchange: GuestExchange): void {
    const { request, response } = exchange;
    const { localAddress = '', localPort } = request.socket;
    const repositories = this.open.map(({ name, entry }) => ({
      name,
      description: entry.description ?? null,
    }));
    // Where the guest has come to; what it says of that itself is not repeated.
    const page = listingPage(baseUrl(localAddress, localPort ?? 0), repositories);
    inTime(exchange);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(request.method === 'HEAD' ? undefined : page);
  }

  async #whileShared(
    exchange: GuestExchange,
    { id }: OpenCopy,
    work: (exchange: GuestExchange) => Promise<void>,
  ): Promise<void> {
    const abort = new AbortController();
    this.#running.set(abort, id);
    try {
      await work({
        ...exchange,
        repository: id,
        signal: AbortSignal.any([exchange.signal, abort.signal]),
      });
    } finally {
      this.#running.delete(abort);
    }
  }

  async #advertise(
    exchange: GuestExchange,
    { id, repository, entry }: OpenCopy,
    { protocol }: Extract<GuestRoute, { to: 'refs' }>,
  ): Promise<void> {
    const { signal, host, response } = exchange;
    await this.#lists.take(
      () => [host],
      signal,
      async () => {
        const place = await this.#parts.facades.of(id, repository, entry);
        const running = advertiseRefs(place, { protocol, signal });
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
        if (protocol === undefined) {
          response.write(packetBytes('# service=git-upload-pack\n'));
          response.write(packetBytes('flush'));
        }
        await this.#send(exchange, running);
      },
    );
  }

  async #give(
    exchange: GuestExchange,
    { id, repository, entry }: OpenCopy,
    { protocol }: Extract<GuestRoute, { to: 'objects' }>,
  ): Promise<void> {
    const { signal, host, response } = exchange;
    const body = await readBody(exchange);
    if (!Buffer.isBuffer(body)) return refuse(exchange, body);
    const request = parseFetchRequest(body, repository.objectFormat, protocol);
    if (request === null) return refuse(exchange, 400);
    await this.#packs.take(
      () => [host],
      signal,
      async () => {
        const kept = await this.#within(repository, entry, request, signal);
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' });
        if (kept === null) {
          response.end(packetBytes('ERR upload-pack: not our ref'));
          return;
        }
        const place = await this.#parts.facades.of(id, repository, entry);
        await this.#send(exchange, uploadPack(place, kept, { protocol, signal }));
      },
    );
    const { wants, haves, isLast } = request;
    if (wants.length > 0 && haves.length === 0 && isLast && !signal.aborted) this.#parts.onClone();
  }

  /** What git is to be asked: only of what shared heads reach. Null if more is wanted. */
  async #within(
    repository: Repository,
    { heads }: SharedRepository,
    request: FetchRequest,
    signal: AbortSignal,
  ): Promise<Buffer | null> {
    const visible = heads.map(({ oid }) => oid);
    if (!(await areReachable(repository, request.wants, visible, signal))) return null;
    const haves: ReadonlySet<Oid> = await reachableCommits(
      repository,
      request.haves,
      visible,
      signal,
    );
    return request.withHaves(haves);
  }

  #send(exchange: GuestExchange, running: RunningGit): Promise<void> {
    return sendOutput(exchange, running, this.#parts.uploads);
  }
}

function isOpen({ visibility }: LocalCopy): boolean {
  return visibility.to === 'everyone';
}

function refuse(exchange: GuestExchange, status: number): void {
  inTime(exchange);
  exchange.response.writeHead(status, { 'content-type': 'text/plain' });
  exchange.response.end(`${STATUS_CODES[status]}\n`);
}

function inTime({ request: { socket } }: GuestExchange): void {
  socket.setTimeout(READING, () => socket.destroy());
}

/** @param address an IP address, perhaps an IPv4 one mapped into IPv6 */
export function baseUrl(address: string, port: number): string {
  const plain = unmapped(address);
  return `http://${plain.includes(':') ? `[${plain}]` : plain}:${port}`;
}
