import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { SharedHeads } from '../../shared/api/shared-heads.ts';
import { asShoalError } from '../../shared/errors.ts';
import { type Oid, oidSchema } from '../../shared/ids.ts';
import type { NodeClient } from '../node-client.ts';
import { runTransfer } from '../progress/run-transfer.ts';
import type { Output } from '../surroundings.ts';
import type { Address } from './address.ts';
import { type MeantCopy, meantCopy } from './meant-copy.ts';
import { type PushLine, parsePushLine, pushRefs } from './push-refs.ts';

/** Only a depot takes pushes: told for each ref, so that git says it as it says such things. */
const NO_PUSH = 'Shoal brings commits by fetching: ask them to fetch from you';
/** A depot has nothing that could read them. */
const NO_OPTIONS = 'a depot takes no push options';

/** With these, too, git is to hear that a push is refused, and not that it was asked for in a wrong way. */
const OF_PUSHES = ['cas', 'force-if-includes', 'push-option', 'pushcert'];

/** What git gives its helper. */
export interface HelperSurroundings {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const environmentSchema = z.object({ GIT_DIR: z.string().min(1) });

/**
 * Speaks with git as a remote helper (gitremote-helpers(7)): git asks for refs and objects, and moves its refs
 * itself.
 */
export class RemoteHelper {
  readonly #node: NodeClient;
  readonly #address: Address;
  readonly #around: HelperSurroundings;
  #copy: MeantCopy | null = null;
  #showsProgress = false;
  #showsFormat = false;
  #followsTags = false;
  #isAtomic = false;
  #isDryRun = false;
  #hasPushOptions = false;
  /** Where a depot's refs were when git asked for them to push; null for somebody who takes no pushes. */
  #pushable: ReadonlyMap<string, Oid> | null = null;

  constructor(node: NodeClient, address: Address, around: HelperSurroundings) {
    this.#node = node;
    this.#address = address;
    this.#around = around;
  }

  /** Answers until git has no more to ask. @throws ShoalError */
  async serve(lines: AsyncIterable<string>): Promise<void> {
    let batch: string[] = [];
    for await (const line of lines) {
      const [command = '', ...words] = line.split(' ');
      if (command === 'fetch' || command === 'push') batch.push(line);
      else if (line === '') {
        if (batch.length === 0) return;
        await this.#carryOut(batch);
        batch = [];
      } else if (command === 'capabilities') this.#answer('fetch', 'push', 'option', '');
      else if (command === 'option') this.#answer(this.#option(words));
      else if (command === 'list') {
        this.#answer(...(await this.#list(words[0] === 'for-push')), '');
      } else throw new RangeError(`git asks for ${command}, which was not offered`);
    }
  }

  #option([name, value]: readonly string[]): string {
    if (name === 'progress') this.#showsProgress = value === 'true';
    else if (name === 'object-format') this.#showsFormat = true;
    else if (name === 'followtags') this.#followsTags = value === 'true';
    else if (name === 'atomic') this.#isAtomic = value === 'true';
    else if (name === 'dry-run') this.#isDryRun = value === 'true';
    else if (name === 'push-option') this.#hasPushOptions = true;
    else if (name !== 'verbosity' && name !== 'cloning' && !OF_PUSHES.includes(name ?? '')) {
      return 'unsupported';
    }
    return 'ok';
  }

  async #list(isForPush: boolean): Promise<string[]> {
    const { objectFormat, defaultBranch, heads } = await (isForPush
      ? this.#headsToPushTo()
      : this.#heads());
    const hasDefault = heads.some(({ ref }) => ref === defaultBranch);
    return [
      ...(this.#showsFormat ? [`:object-format ${objectFormat}`] : []),
      ...(hasDefault ? [`@${defaultBranch} HEAD`] : []),
      ...heads.flatMap(({ ref, oid, peeled }) => [
        `${oid} ${ref}`,
        // As `git ls-remote` lists it: by this git sees which tags belong to what it fetches.
        ...(peeled === null ? [] : [`${peeled} ${ref}^{}`]),
      ]),
    ];
  }

  async #heads(): Promise<SharedHeads> {
    return this.#node.call('git.heads', await this.#meant());
  }

  /** Those that a depot's chain has; where it is no depot, pushing is refused later, and for each ref. */
  async #headsToPushTo(): Promise<SharedHeads> {
    try {
      const shared = await this.#node.call('depot.refs', await this.#meant());
      this.#pushable = new Map(shared.heads.map(({ ref, oid }) => [ref, oid]));
      return shared;
    } catch (error) {
      if (asShoalError(error).code !== 'not-a-depot') throw error;
      return this.#heads();
    }
  }

  async #carryOut(batch: readonly string[]): Promise<void> {
    const pushed = batch.filter((line) => line.startsWith('push '));
    const wants = batch
      .filter((line) => line.startsWith('fetch '))
      .map((line) => oidSchema.parse(line.split(' ')[1]));
    if (wants.length > 0) await this.#fetch([...new Set(wants)]);
    this.#answer(...(await this.#push(pushed.map(parsePushLine))), '');
  }

  async #push(lines: readonly PushLine[]): Promise<string[]> {
    if (lines.length === 0) return [];
    const refused = (why: string) => lines.map(({ target }) => `error ${target} ${why}`);
    if (this.#pushable === null) return refused(NO_PUSH);
    if (this.#hasPushOptions) return refused(NO_OPTIONS);
    const { GIT_DIR } = environmentSchema.parse(this.#around.env);
    const options = { isAtomic: this.#isAtomic, isDryRun: this.#isDryRun };
    const copy = await this.#meant();
    return pushRefs(this.#node, copy, resolve(GIT_DIR), lines, this.#pushable, options);
  }

  async #fetch(wants: Oid[]): Promise<void> {
    const followTags = this.#followsTags;
    const { GIT_DIR } = environmentSchema.parse(this.#around.env);
    const params = { ...(await this.#meant()), gitDir: resolve(GIT_DIR), wants, followTags };
    await runTransfer(this.#around, { json: !this.#showsProgress }, this.#node, (transfer) =>
      this.#node.call('git.objects', { transfer, ...params }),
    );
  }

  async #meant(): Promise<MeantCopy> {
    this.#copy ??= await meantCopy(this.#node, this.#address);
    return this.#copy;
  }

  #answer(...lines: readonly string[]): void {
    this.#around.stdout.write(`${lines.join('\n')}\n`);
  }
}
