import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { LocalRepository } from '../../../shared/api/state.ts';
import { packetBytes } from '../../git/pkt-line.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { git } from '../../testing/git.ts';
import { TestEngine } from './test-engine.ts';

/** A guest's own git, beside an engine in this process: without settings, and with no question asked. */
export async function plainGit(
  directory: string,
  args: readonly string[],
  protocol: 0 | 2 = 2,
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'git',
    ['-c', `protocol.version=${protocol}`, ...args],
    {
      cwd: directory,
      env: {
        ...process.env,
        ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' },
        LC_ALL: 'C',
      },
    },
  );
  return stdout.trimEnd();
}

export interface GuestAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface GuestQuestion {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** One request, its path as it is written. */
export function askAsGuest(
  base: string,
  path: string,
  { method = 'GET', headers = {}, body }: GuestQuestion = {},
): Promise<GuestAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const sent = request({ hostname, port, path, method, headers }, async (response) => {
      const chunks = (await response.toArray().catch(reject)) as Buffer[];
      const { statusCode: status = 0 } = response;
      resolve({ status, headers: response.headers, body: Buffer.concat(chunks) });
    });
    sent.on('error', reject).end(body);
  });
}

/** What a git of this version sends to be given objects. */
export function askForObjects(
  base: string,
  name: string,
  lines: readonly string[],
  protocol: 0 | 2 = 2,
): Promise<GuestAnswer> {
  return askAsGuest(base, `/${name}.git/git-upload-pack`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-git-upload-pack-request',
      ...(protocol === 2 ? { 'git-protocol': 'version=2' } : {}),
    },
    body: Buffer.concat(lines.map((line) => packetBytes(line))),
  });
}

/** Anna, who lets guests in, and what she shares with everyone. */
export class GuestRoom implements AsyncDisposable {
  anna: TestEngine;
  /** Her project, and as Shoal knows it. */
  readonly source: string;
  readonly shared: LocalRepository;
  /** Commits that she keeps to herself: by a branch, and by nothing. */
  readonly hidden: { readonly secret: string; readonly unreachable: string };
  #places = 0;

  private constructor(anna: TestEngine, source: string, shared: LocalRepository) {
    this.anna = anna;
    this.source = source;
    this.shared = shared;
    this.hidden = { secret: this.commit('Secret'), unreachable: this.commit('Reached by nothing') };
  }

  /** @param plan `binaryBytes`: so large each version of a picture is */
  static async open(plan: { readonly binaryBytes?: number } = {}): Promise<GuestRoom> {
    const anna = await TestEngine.start('Anna');
    const source = join(anna.directory, 'harbour');
    buildRepository(source, { commits: 220, files: 10, ...plan });
    const shared = await anna.call('repositories.add', { path: source });
    const repository = shared.id;
    const room = new GuestRoom(anna, source, shared);
    git(source, ['update-ref', 'refs/heads/secret/plan', room.hidden.secret]);
    for (const ref of ['remotes/origin/main', 'notes/commits', 'stash', 'shoal/own']) {
      git(source, ['update-ref', `refs/${ref}`, room.commit(ref)]);
    }
    await anna.call('repositories.setHeads', { repository, only: [], except: ['secret/**'] });
    await anna.share(source);
    await room.letIn();
    return room;
  }

  async letIn(): Promise<void> {
    await this.anna.call('guests.on', { until: null });
    await this.anna.until(
      ({ guests }) => guests.state === 'on' && guests.repositories.length > 0,
      'guests are let in',
    );
  }

  get base(): string {
    const { guests } = this.anna.state;
    if (guests.state === 'off') throw new Error('guests are not let in');
    return guests.bases[0] ?? '';
  }

  get url(): string {
    return `${this.base}/harbour.git`;
  }

  /** Upon the main branch, and on none itself. */
  commit(message: string): string {
    return git(this.source, ['commit-tree', 'main^{tree}', '-p', 'main', '-m', message]);
  }

  /** A new folder for one guest. */
  place(): string {
    this.#places += 1;
    const place = join(this.anna.directory, `guest-${this.#places}`);
    mkdirSync(place);
    return place;
  }

  ask(path: string, question: GuestQuestion = {}): Promise<GuestAnswer> {
    return askAsGuest(this.base, path, question);
  }

  /** Asks in version 2 for objects of what Anna shares. */
  askFor(...lines: string[]): Promise<GuestAnswer> {
    return askForObjects(this.base, 'harbour', lines);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.anna[Symbol.asyncDispose]();
  }
}

/** Waits until something is so, bounded. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let round = 0; round < 1_000; round += 1) {
    if (holds()) return;
    await sleep(20);
  }
  throw new Error(`waited in vain until ${what}`);
}
