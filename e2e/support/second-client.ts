import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type IncomingHttpHeaders,
  performServerHandshake,
  type ServerHttp2Stream,
} from 'node:http2';
import { setTimeout as pause } from 'node:timers/promises';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import {
  type Block,
  check,
  git,
  idOf,
  index,
  type Key,
  type Manifest,
  nameOf,
  type Reel,
  type Shared,
  signManifest,
  stripsOf,
  textOf,
  verifiedManifest,
} from './second-client-rules.ts';

/** What GTP/2 asks of a connection (docs/GTP2.md), and less patience and memory than it allows. */
const SETTINGS = {
  initialWindowSize: 1024 * 1024,
  maxFrameSize: 256 * 1024,
  maxConcurrentStreams: 64,
  maxHeaderListSize: 16 * 1024,
  enablePush: false,
};
const MAX_MANIFEST = 8 * 1024 * 1024;
const MAX_BLOCK = 64 * 1024 * 1024;
const PATIENCE = 20_000;
const BUSY_PAUSE = 300;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * A second implementation of GTP/2, small and slow, written from docs/GTP2.md. It takes nothing from
 * the product, so that a rule which only the product's code knows shows here as a failure. This is
 * one connection to a peer, on which the peer may ask back.
 */
export class SecondClient implements Disposable {
  /** What the peer has asked back, as `GET /gtp/2/events`. */
  readonly asked: string[] = [];
  readonly #peer: string;
  readonly #key: Key;
  readonly #session: ClientHttp2Session;

  private constructor(peer: string, key: Key, session: ClientHttp2Session) {
    this.#peer = peer;
    this.#key = key;
    this.#session = session;
    session.on('error', () => {});
    this.#lendStream();
  }

  /** @param peer the id of who must answer at `host:port` */
  static async connect(address: string, peer: string, key: Key): Promise<SecondClient> {
    const socket = await handshake(address, key);
    const id = peerOf(socket);
    if (id !== peer || id === key.id) {
      socket.destroy();
      throw new Error(`another peer answers at ${address}: ${id ?? 'one without a key'}`);
    }
    const session = connect('https://peer', { settings: SETTINGS, createConnection: () => socket });
    return new SecondClient(peer, key, session);
  }

  /** What the peer shares with this one. */
  async manifest(lastSeq = 0): Promise<Manifest> {
    const signed = await this.#json('GET', '/gtp/2/manifest', MAX_MANIFEST);
    return verifiedManifest(signed, this.#peer, lastSeq);
  }

  /**
   * Fills a new bare repository with the heads of a shared one, each block checked against the list
   * of what it must hold. @returns how many reels and blocks that took
   */
  async clone(shared: Shared, repository: string): Promise<{ reels: number; blocks: number }> {
    git(repository, ['init', '--quiet', '--bare', `--object-format=${shared.objectFormat}`]);
    const wants = [...new Set(shared.heads.map(({ oid }) => oid))].sort();
    const towards = shared.heads.find(({ ref }) => ref === shared.defaultBranch)?.oid;
    const haves: string[][] = [];
    let [reels, blocks] = [0, 0];
    for (let isLast = false; !isLast; reels += 1) {
      check(reels < 1_000, 'the way has too many steps');
      const path = `/gtp/2/repositories/${shared.id}/reels`;
      const { reel } = await this.#json('POST', path, MAX_MANIFEST, { wants, haves, towards });
      isLast = String(reel.wants) === String(wants);
      check(isLast || reel.wants.length === 1, 'the reel wants something else');
      check(
        String(reel.haves) === String(haves.flat().sort()),
        'the reel builds on something else',
      );
      blocks += await this.#receive(`${path}/${nameOf(reel)}`, reel, repository);
      haves.push(...(reel as Reel).wants.map((oid) => [oid]));
    }
    const refs = shared.heads.map(({ ref, oid }) => `create ${ref} ${oid}\n`).join('');
    git(repository, ['update-ref', '--stdin'], refs);
    if (shared.defaultBranch) git(repository, ['symbolic-ref', 'HEAD', shared.defaultBranch]);
    return { reels, blocks };
  }

  [Symbol.dispose](): void {
    this.#session.destroy();
  }

  async #receive(path: string, reel: Reel, repository: string): Promise<number> {
    const planned = await this.#plan(path);
    const packed: [block: Block, oids: ReadonlySet<string>][] = [];
    for (let missing = planned; missing.length > 0; ) {
      const { block, pack } = await this.#next(path, missing.slice(0, 128));
      packed.push([block, index(repository, pack, reel.haves.length > 0)]);
      missing = missing.filter((each) => textOf(each) !== textOf(block));
    }
    git(repository, ['rev-list', '--objects', '--quiet', '--stdin'], `${reel.wants.join('\n')}\n`);
    const strips = stripsOf(repository, reel);
    const count = planned.reduce((sum, { from, to }) => sum + to - from, 0);
    check(count === strips.flat().length, 'the plan leaves objects out');
    for (const [{ strip, from, to }, oids] of packed) {
      const expected = strips[strip]?.slice(from, to) ?? [];
      check(expected.length === to - from, 'a block is longer than its strip');
      check(
        expected.every((oid) => oids.has(oid)),
        'a block holds other objects than it should',
      );
    }
    return planned.length;
  }

  async #plan(path: string): Promise<Block[]> {
    const { body } = await this.#ok('GET', `${path}/plan`, MAX_MANIFEST);
    const texts = body.toString().split('\n');
    const lines = texts.filter((text) => text !== '').map((text) => JSON.parse(text));
    check(lines.at(-1)?.isLast === true, 'the plan has broken off');
    return lines.flatMap(({ blocks }) => blocks);
  }

  /** One of these blocks, whichever the peer likes to give. */
  async #next(path: string, blocks: Block[]): Promise<{ block: Block; pack: Buffer }> {
    let answer = await this.#ask('POST', `${path}/next`, MAX_BLOCK, { blocks });
    while (answer.status === 429) {
      await pause(BUSY_PAUSE);
      answer = await this.#ask('POST', `${path}/next`, MAX_BLOCK, { blocks });
    }
    const { status, headers, body } = answer;
    check(status === 200, `${path} answers ${status}`);
    const block = blocks.find((each) => textOf(each) === headers['gtp-block']);
    if (block === undefined) throw new Error('a block came that nobody asked for');
    check(Number(headers['content-length']) === body.length, 'a block is cut short');
    check(body.toString('latin1', 0, 4) === 'PACK' && body.readUInt32BE(4) === 2, 'it is no pack');
    check(body.readUInt32BE(8) === block.to - block.from, 'a block holds too few or too many');
    const [, checksum = ''] = /^"([0-9a-f]{40,64})"$/.exec(String(headers.etag)) ?? [];
    check(
      checksum !== '' && body.toString('hex').endsWith(checksum),
      'its checksum is another one',
    );
    return { block, pack: body };
  }

  /** Lends the peer a stream on which it can ask back, and answers what it asks there. */
  #lendStream(): void {
    const headers = { ':method': 'POST', ':path': '/gtp/2/reverse' };
    const tunnel = this.#session.request(headers, { endStream: false });
    tunnel.on('error', () => {});
    tunnel.once('response', () => {
      const inner = performServerHandshake(tunnel, { settings: SETTINGS });
      inner.on('error', () => {});
      this.#session.once('close', () => inner.destroy());
      inner.on('stream', (stream, asked) => {
        this.asked.push(`${asked[':method']} ${asked[':path']}`);
        this.#serve(stream, String(asked[':path']));
      });
    });
  }

  #serve(stream: ServerHttp2Stream, path: string): void {
    stream.on('error', () => {});
    const seq = Date.now();
    const isKnown = path === '/gtp/2/events' || path === '/gtp/2/manifest';
    stream.respond({ ':status': isKnown ? 200 : 404 });
    // This stream stays open as long as the connection.
    if (path === '/gtp/2/events') stream.write(`${JSON.stringify({ type: 'manifest', seq })}\n`);
    else if (!isKnown) stream.end('not found');
    else {
      const expires = Math.floor(seq / 1000) + 3600;
      const about = { type: 'gtp-manifest', v: 2, peer: this.#key.id, name: 'Second client' };
      const rest = { audience: 'receiver', seq, expires, repositories: [] };
      stream.end(JSON.stringify(signManifest({ ...about, ...rest }, this.#key)));
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: what it is, is checked where it is used.
  async #json(method: string, path: string, limit: number, body?: object): Promise<any> {
    return JSON.parse((await this.#ok(method, path, limit, body)).body.toString());
  }

  async #ok(method: string, path: string, limit: number, body?: object): Promise<Answer> {
    const answer = await this.#ask(method, path, limit, body);
    check(answer.status === 200, `${path} answers ${answer.status}`);
    return answer;
  }

  async #ask(method: string, path: string, limit: number, body?: object): Promise<Answer> {
    const stream = this.#session.request({ ':method': method, ':path': path });
    stream.end(body === undefined ? undefined : JSON.stringify(body));
    stream.setTimeout(PATIENCE, () => stream.destroy(new Error('the peer is silent')));
    const headers = await answered(stream);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += chunk.length;
      check(size <= limit, `${path} answers too much`);
      chunks.push(chunk);
    }
    return { status: Number(headers[':status']), headers, body: Buffer.concat(chunks) };
  }
}

function answered(stream: ClientHttp2Stream): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve);
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('the peer has ended the stream')));
  });
}

function handshake(address: string, { tls }: Key): Promise<TLSSocket> {
  const [host, port] = [address.replace(/:\d+$/, ''), Number(address.split(':').at(-1))];
  const pinned = { minVersion: 'TLSv1.3', rejectUnauthorized: false, servername: '' } as const;
  return new Promise((resolve, reject) => {
    const socket = tlsConnect({ ...tls, ...pinned, host, port, ALPNProtocols: ['h2'] });
    socket.once('error', reject);
    socket.once('secureConnect', () => resolve(socket));
  });
}

function peerOf(socket: TLSSocket): string | null {
  const key = socket.getPeerX509Certificate()?.publicKey;
  if (socket.isSessionReused() || key?.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    return null;
  return idOf(key.export({ format: 'der', type: 'spki' }));
}
