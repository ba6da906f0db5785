import { type BringNearby, Conversation } from './protocol/conversation.ts';
import type { Middle } from './relay.ts';

/** After these, git speaks with a server of what it fetches; the answer is an empty line then. */
const CONNECTS = /^(stateless-connect|connect) (.*)$/;
const FETCHING = 'git-upload-pack';
const LINE_BREAK = 0x0a;

type Phase =
  | { readonly name: 'lines' }
  | { readonly name: 'answering'; readonly service: string }
  | { readonly name: 'stream'; readonly conversation: Conversation }
  | { readonly name: 'unheard' };

/**
 * git and its own remote helper (gitremote-helpers(7)): each line passes as it is, until git is connected to a
 * server with which it fetches.
 */
export class HelperLines implements Middle {
  readonly #bring: BringNearby;
  #phase: Phase = { name: 'lines' };
  /** What came of a line that is not whole yet. */
  #line = '';

  constructor(bring: BringNearby) {
    this.#bring = bring;
  }

  async hearGit(chunk: Buffer): Promise<readonly Buffer[]> {
    if (this.#phase.name === 'stream') return this.#phase.conversation.hearGit(chunk);
    if (this.#phase.name === 'lines') {
      const lines = `${this.#line}${chunk.toString('latin1')}`.split('\n');
      this.#line = lines.pop() ?? '';
      const [, , service] = CONNECTS.exec(lines.at(-1) ?? '') ?? [];
      // git waits for the answer: nothing stands behind that line.
      if (service !== undefined && this.#line === '') this.#phase = { name: 'answering', service };
    }
    return [chunk];
  }

  hearProgram(chunk: Buffer): readonly Buffer[] {
    if (this.#phase.name === 'stream') return this.#phase.conversation.hearServer(chunk);
    if (this.#phase.name !== 'answering') return [chunk];
    const isConnected = chunk[0] === LINE_BREAK;
    if (!isConnected) {
      this.#phase = { name: 'lines' };
      return [chunk];
    }
    if (this.#phase.service !== FETCHING) {
      this.#phase = { name: 'unheard' };
      return [chunk];
    }
    const conversation = new Conversation(this.#bring);
    this.#phase = { name: 'stream', conversation };
    return [chunk.subarray(0, 1), ...conversation.hearServer(chunk.subarray(1))];
  }

  endOfGit(): readonly Buffer[] {
    return this.#phase.name === 'stream' ? this.#phase.conversation.endOfGit() : [];
  }

  endOfProgram(): readonly Buffer[] {
    return this.#phase.name === 'stream' ? this.#phase.conversation.endOfServer() : [];
  }
}
