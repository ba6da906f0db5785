import { rmSync } from 'node:fs';
import type { Manifest } from '../../../shared/gtp/manifest.ts';
import { reelOfferSchema } from '../../../shared/gtp/reel.ts';
import { ROUTES } from '../../../shared/gtp/routes.ts';
import type { PeerId, ReelName } from '../../../shared/ids.ts';
import { dial } from '../../gtp/dial.ts';
import type { Link } from '../../gtp/link.ts';
import { readBytes } from '../../gtp/read-response.ts';
import type { StreamHandler } from '../../gtp/router.ts';
import { type Identity, loadIdentity } from '../../identity/identity.ts';
import { nameOfReel } from '../../reels/rules/reel-name.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import type { EngineProcess } from './engine-process.ts';
import type { TestEngine } from './test-engine.ts';

type Reachable = Pick<TestEngine, 'engine'> | Pick<EngineProcess, 'self'>;

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A peer with a real key and connection that asks for whatever it likes. */
export class Stranger implements Disposable {
  readonly id: PeerId;
  readonly identity: Identity;
  readonly link: Link;
  readonly #directory: string;

  private constructor(identity: Identity, link: Link, directory: string) {
    this.id = identity.id;
    this.identity = identity;
    this.link = link;
    this.#directory = directory;
  }

  /** @param handle answers what the other side asks; by default it refuses everything */
  static async connect(
    other: Reachable,
    makeHandler: (identity: Identity) => StreamHandler = () => refuseAll,
    known?: Identity,
  ): Promise<Stranger> {
    const directory = temporaryFolder();
    const identity = known ?? (await loadIdentity(directory));
    const endpoint = { host: '127.0.0.1', port: portOf(other) };
    const link = await dial([endpoint], { identity, handle: makeHandler(identity) });
    return new Stranger(identity, link, directory);
  }

  async get(path: string): Promise<Answer> {
    const response = await this.link.request({ method: 'GET', path });
    return { status: response.status, body: (await readBytes(response, 1e9)).toString('latin1') };
  }

  async post(path: string, body: unknown): Promise<Answer> {
    const response = await this.link.request({ method: 'POST', path, body: JSON.stringify(body) });
    return { status: response.status, body: (await readBytes(response, 1e9)).toString('latin1') };
  }

  async manifest(): Promise<{ manifest: Manifest }> {
    return JSON.parse((await this.get(ROUTES.manifest)).body) as { manifest: Manifest };
  }

  async reelName(offer: string): Promise<ReelName> {
    return nameOfReel(reelOfferSchema.parse(JSON.parse(offer)).reel);
  }

  [Symbol.dispose](): void {
    this.link[Symbol.dispose]();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

function portOf(other: Reachable): number {
  return 'self' in other ? other.self.port : other.engine.self.port;
}

const refuseAll: StreamHandler = (stream) => {
  stream.respond({ ':status': 404 });
  stream.end();
};
