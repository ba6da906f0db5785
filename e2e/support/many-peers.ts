import { createInterface } from 'node:readline';
import pLimit from 'p-limit';
import { dial } from '../../engine/gtp/dial.ts';
import type { StreamHandler } from '../../engine/gtp/router.ts';
import type { Identity } from '../../engine/identity/identity.ts';
import { swarmIdOf } from '../../engine/identity/peer-id.ts';
import { signManifest } from '../../engine/identity/signing.ts';
import { throwAwayKeys } from '../../engine/scenarios/support/throw-away.ts';
import { randomFrom } from '../../engine/testing/build-repository.ts';
import type { ToldManifest } from '../../shared/gtp/manifest.ts';
import { type Oid, oidSchema, repositoryIdSchema } from '../../shared/ids.ts';

/** What the process is told, a line of JSON each. */
export interface ManyPeersOrder {
  /** How many heads move in a second from now on. */
  readonly changes: number;
}

/** What it tells. */
export interface ManyPeersEvent {
  readonly met: number;
}

const AT_ONCE = 16;
const HEADS = 3;
const HOUR = 3_600;

const random = randomFrom(4_711);
const letters = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
const newOid = (): Oid => oidSchema.parse(letters('0123456789abcdef', 40));
const newId = () => repositoryIdSchema.parse(letters('abcdefghijklmnopqrstuvwxyz234567', 16));

type Told = ToldManifest['repositories'][number];

/** Somebody who shares a few projects, and whose heads move now and then. */
class Somebody {
  readonly #identity: Identity;
  readonly #name: string;
  readonly #repositories: Told[];
  #seq = 1;
  #news: { write(line: string): void } | null = null;

  constructor(identity: Identity, name: string, repositories: number) {
    this.#identity = identity;
    this.#name = name;
    this.#repositories = Array.from({ length: repositories }, (_, index) =>
      repositoryOf(`${name.toLowerCase().replace(' ', '-')}-${index}`),
    );
  }

  async join(endpoint: { host: string; port: number }): Promise<void> {
    await dial([endpoint], { identity: this.#identity, handle: this.#handle });
  }

  /** A commit on one of its branches. */
  change(): void {
    const [repository] = this.#repositories;
    const head = repository?.heads[Math.floor(random() * HEADS)];
    if (head === undefined) return;
    head.oid = newOid();
    this.#seq += 1;
    this.#news?.write(`{"type":"manifest","seq":${this.#seq}}\n`);
  }

  readonly #handle: StreamHandler = (stream, headers) => {
    stream.on('error', () => {});
    const path = headers[':path'] ?? '';
    if (path.endsWith('/events')) {
      stream.respond({ ':status': 200 });
      stream.write(`{"type":"manifest","seq":${this.#seq}}\n`);
      this.#news = stream;
    } else if (path.endsWith('/manifest')) {
      stream.respond({ ':status': 200 });
      stream.end(JSON.stringify(signManifest(this.#manifest(), this.#identity)));
    } else {
      stream.respond({ ':status': 404 });
      stream.end();
    }
  };

  #manifest(): ToldManifest {
    return {
      ...({ type: 'gtp-manifest', v: 2, audience: 'receiver' } as const),
      ...{ peer: this.#identity.id, name: this.#name, seq: this.#seq },
      expires: Math.floor(Date.now() / 1_000) + HOUR,
      repositories: this.#repositories,
    };
  }
}

function repositoryOf(name: string): Told {
  const root = newOid();
  const heads = Array.from({ length: HEADS }, (_, index) => ({
    ref: index === 0 ? 'refs/heads/main' : `refs/heads/topic-${index}`,
    oid: newOid(),
    tip: {
      time: Math.floor(Date.now() / 1_000) - Math.floor(random() * HOUR),
      author: name,
      subject: `Change ${index} of ${name}`,
    },
  }));
  return {
    ...{ id: newId(), swarm: swarmIdOf('sha1', root), name },
    ...({ objectFormat: 'sha1', defaultBranch: 'refs/heads/main', open: true } as const),
    ...{ description: `What ${name} is for`, roots: [root], heads, origins: [] },
  };
}

/** Many peers, each with a key and a connection of its own, that one node hears of. */
const [, , hosts = '', port = '0', count = '1', repositories = '1'] = process.argv;
const places = hosts.split(',');
const keys = await throwAwayKeys(Number(count));
const people = keys.map(
  (key, index) => new Somebody(key, `Person ${index + 1}`, Number(repositories)),
);
const limit = pLimit(AT_ONCE);
await Promise.all(
  people.map((each, index) =>
    limit(() => each.join({ host: places[index % places.length] ?? '', port: Number(port) })),
  ),
);
process.stdout.write(`${JSON.stringify({ met: people.length } satisfies ManyPeersEvent)}\n`);

let timer: NodeJS.Timeout | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const { changes } = JSON.parse(line) as ManyPeersOrder;
  clearInterval(timer);
  let next = 0;
  timer = setInterval(() => people[next++ % people.length]?.change(), 1_000 / changes);
}
