import { execFileSync } from 'node:child_process';
import type { ServerHttp2Stream } from 'node:http2';
import { type LfsPiece, parseLfsPiece } from '../../../shared/gtp/lfs.ts';
import type { Manifest, SignedManifest } from '../../../shared/gtp/manifest.ts';
import {
  type Block,
  formatBlock,
  NEXT_BLOCK_HEADER,
  type PlanLine,
  type ReelOffer,
  type ReelRequest,
} from '../../../shared/gtp/reel.ts';
import type { Oid, RepositoryId } from '../../../shared/ids.ts';
import type { StreamHandler } from '../../gtp/router.ts';
import type { Identity } from '../../identity/identity.ts';
import { swarmIdOf } from '../../identity/peer-id.ts';
import { signManifest } from '../../identity/signing.ts';
import { nameOfReel } from '../../reels/rules/reel-name.ts';
import { git } from '../../testing/git.ts';

/** How a peer misbehaves; what is left out it does well. */
export interface Misbehaviour {
  /** Changed before it is signed. */
  manifest?(manifest: Manifest): unknown;
  /** Changed after it was signed. */
  signed?(signed: SignedManifest): unknown;
  /** What is sent as the manifest, whatever it should be. */
  rawManifest?(): string | Buffer;
  /** It plans and announces just as many objects as it will send. */
  plansItsLies?: boolean;
  offer?(offer: ReelOffer): unknown;
  plan?(plan: PlanLine): unknown;
  block?(pack: Buffer, stream: ServerHttp2Stream): Buffer | null;
  blockHeaders?(headers: Readonly<Record<string, string>>): Record<string, string>;
  objects?(pack: Buffer): Buffer;
  /** What it sends for a piece of a large file; without it, it has none. */
  lfs?(piece: LfsPiece): Buffer;
}

/**
 * Handles requests like a small GTP/2 peer that shares one repository as reels of one block,
 * except for its misbehaviour.
 */
export function hostilePeer(repository: string, misbehaviour: Misbehaviour = {}) {
  let seq = Date.now();
  const streams = new Set<ServerHttp2Stream>();
  const handler =
    (identity: Identity): StreamHandler =>
    (stream, headers) => {
      stream.on('error', () => {});
      const path = headers[':path'] ?? '';
      if (path.endsWith('/events')) return openEvents(stream);
      if (path.endsWith('/manifest')) return sendManifest(stream, identity);
      if (path.endsWith('/reels'))
        return void readJson<ReelRequest>(stream).then((body) => offer(stream, body));
      if (path.endsWith('/plan')) return sendPlan(stream, path);
      if (path.endsWith('/next')) return sendBlock(stream, path);
      if (path.endsWith('/objects')) {
        return void readJson<{ objects: Oid[] }>(stream).then((body) => sendObjects(stream, body));
      }
      const piece = parseLfsPiece(path.split('/lfs/')[1] ?? '');
      if (piece !== null && misbehaviour.lfs !== undefined) {
        stream.respond({ ':status': 200 });
        return void stream.end(misbehaviour.lfs(piece));
      }
      stream.respond({ ':status': 404 });
      stream.end();
    };
  /** By the name of the reel; what is asked of another one is taken for the first. */
  const wantsOf = new Map<string, readonly Oid[]>();
  const packFor = (path: string) => {
    const name = path.split('/').at(-2) ?? '';
    return packOf(repository, wantsOf.get(name) ?? [...wantsOf.values()][0] ?? []);
  };

  const openEvents = (stream: ServerHttp2Stream) => {
    stream.respond({ ':status': 200 });
    stream.write(`${JSON.stringify({ type: 'manifest', seq })}\n`);
    streams.add(stream);
  };
  const sendManifest = (stream: ServerHttp2Stream, identity: Identity) => {
    const manifest = manifestOf(repository, identity, seq);
    const changed = misbehaviour.manifest?.(manifest) ?? manifest;
    const signed = signManifest(changed as Manifest, identity);
    const sent = JSON.stringify(misbehaviour.signed?.(signed) ?? signed);
    stream.respond({ ':status': 200 });
    stream.end(misbehaviour.rawManifest?.() ?? sent);
  };
  const offer = (stream: ServerHttp2Stream, request: ReelRequest) => {
    const reel: ReelOffer['reel'] = {
      objectFormat: 'sha1',
      wants: [...request.wants].sort(),
      haves: [],
      layout: { stripes: 1, windows: 0 },
    };
    const commits = new Set(git(repository, ['rev-list', '--all']).split('\n'));
    // It may have offered what is nowhere, and is asked for that now.
    if (request.wants.every((oid) => commits.has(oid)))
      wantsOf.set(nameOfReel(reel), request.wants);
    const honest: ReelOffer = { reel, estimatedBytes: 1 };
    stream.respond({ ':status': 200 });
    stream.end(JSON.stringify(misbehaviour.offer?.(honest) ?? honest));
  };
  const sendPlan = (stream: ServerHttp2Stream, path: string) => {
    const blocks = [planned(stream, path)];
    const honest: PlanLine = { blocks, isLast: true };
    stream.respond({ ':status': 200 });
    stream.end(`${JSON.stringify(misbehaviour.plan?.(honest) ?? honest)}\n`);
  };
  const planned = (stream: ServerHttp2Stream, path: string): Block => {
    const pack = packFor(path);
    const lie = misbehaviour.plansItsLies ? misbehaviour.block?.(pack, stream) : null;
    return blockOf(lie ?? pack);
  };
  const sendBlock = (stream: ServerHttp2Stream, path: string) => {
    const pack = packFor(path);
    const sent = misbehaviour.block === undefined ? pack : misbehaviour.block(pack, stream);
    if (sent === null) return;
    const headers = {
      [NEXT_BLOCK_HEADER]: formatBlock(planned(stream, path)),
      etag: `"${sent.subarray(-20).toString('hex').padStart(40, '0')}"`,
    };
    stream.respond({ ':status': 200, ...headers, ...misbehaviour.blockHeaders?.(headers) });
    stream.end(sent);
  };
  const sendObjects = (stream: ServerHttp2Stream, { objects }: { objects: Oid[] }) => {
    const pack = packIfHere(repository, objects);
    if (pack === null) return stream.respond({ ':status': 404 }, { endStream: true });
    stream.respond({ ':status': 200 });
    stream.end(misbehaviour.objects?.(pack) ?? pack);
  };

  return {
    handler,
    /** Tells that there is another manifest. */
    announce(next = seq + 1) {
      seq = next;
      for (const stream of streams) stream.write(`${JSON.stringify({ type: 'manifest', seq })}\n`);
    },
  };
}

function manifestOf(repository: string, identity: Identity, seq: number): Manifest {
  const root = git(repository, ['rev-list', '--max-parents=0', 'main']).split('\n')[0] as Oid;
  const heads = git(repository, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads'])
    .split('\n')
    .map((line) => ({ oid: line.slice(0, 40) as Oid, ref: line.slice(41) }));
  return {
    type: 'gtp-manifest',
    v: 2,
    peer: identity.id,
    name: 'Mallory',
    audience: 'receiver',
    seq,
    expires: Math.floor(Date.now() / 1000) + 3600,
    repositories: [
      {
        id: 'mmmmmmmmmmmmmmmm' as RepositoryId,
        swarm: swarmIdOf('sha1', root),
        name: 'project',
        objectFormat: 'sha1',
        roots: [root],
        heads,
        defaultBranch: 'refs/heads/main',
        origins: [],
      },
    ],
  };
}

function packOf(repository: string, wants: readonly string[]): Buffer {
  const args = ['pack-objects', '--revs', '--stdout', '--quiet'];
  return execFileSync('git', args, {
    cwd: repository,
    input: `${wants.join('\n')}\n`,
    maxBuffer: 1e9,
  });
}

export function packList(repository: string, objects: readonly string[]): Buffer {
  const args = ['pack-objects', '--stdout', '--quiet'];
  return execFileSync('git', args, {
    cwd: repository,
    input: objects.map((oid) => `${oid}\n`).join(''),
    maxBuffer: 1e9,
  });
}

/** Since git 2.45, who receives learns what is missing also where that is what was wanted, and asks for it. */
function packIfHere(repository: string, objects: readonly string[]): Buffer | null {
  try {
    return packList(repository, objects);
  } catch {
    return null;
  }
}

/** All objects of a pack, as the only block of a reel. */
function blockOf(pack: Buffer): Block {
  return { strip: 0, from: 0, to: pack.readUInt32BE(8) };
}

async function readJson<T>(stream: ServerHttp2Stream): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as T;
}
