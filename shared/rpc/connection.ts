import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type CancellationToken,
  CancellationTokenSource,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type Message,
  type MessageConnection,
  ParameterStructures,
  ResponseError,
} from 'vscode-jsonrpc';
import type { Caller, Contract, Handlers, Params, Result } from '../api/contract.ts';
import { asShoalError, CancelledError, InvalidRequestError, RemoteError } from '../errors.ts';
import type { Channel } from './channel.ts';

/**
 * JSON-RPC 2.0 over a channel, typed by contracts. One side serves commands and announces events,
 * the other calls and listens. Each process installs vscode-jsonrpc's platform layer by importing
 * `vscode-jsonrpc/node` or `vscode-jsonrpc/browser` where it makes its channel. Browsers of today lack
 * Symbol.dispose, so a connection's end is spelled as in vscode-jsonrpc.
 */

/** JSON-RPC reserves -32768…-32000; this is the code of every ShoalError, told apart by its data. */
const SHOAL_ERROR = 1;

/** Answers the commands of a contract, and announces events to the caller. */
export class Server<C extends Contract, Events extends object> {
  readonly #connection: MessageConnection;

  constructor(channel: Channel, contract: C, handlers: Handlers<C>) {
    this.#connection = connect(channel);
    for (const name of Object.keys(contract)) {
      this.#serve(name, contract, handlers);
    }
    this.#connection.listen();
  }

  announce<K extends keyof Events & string>(event: K, value: Events[K]): void {
    // A connection that is closing cannot be told anything; its end is noticed elsewhere.
    this.#connection.sendNotification(event, ParameterStructures.byPosition, value).catch(() => {});
  }

  dispose(): void {
    this.#connection.dispose();
  }

  #serve<K extends keyof C & string>(name: K, contract: C, handlers: Handlers<C>): void {
    const answer = async (raw: unknown, token: CancellationToken): Promise<unknown> => {
      const controller = new AbortController();
      const onCancel = token.onCancellationRequested(() => controller.abort(new CancelledError()));
      try {
        const parsed = contract[name]?.params.safeParse(raw);
        if (!parsed?.success) {
          throw new InvalidRequestError(parsed?.error.issues[0]?.message ?? 'Unknown command.');
        }
        // `null` because a result of `undefined` is no JSON.
        return (await handlers[name](parsed.data, controller.signal)) ?? null;
      } catch (cause) {
        const error = asShoalError(cause);
        return new ResponseError(SHOAL_ERROR, error.message, {
          code: error.code,
          isFinal: error.isFinal,
        });
      } finally {
        onCancel.dispose();
      }
    };
    this.#connection.onRequest(name, answer);
  }
}

/** Calls the commands of a contract, and hears its events. */
export class Client<C extends Contract, Events extends object> implements Caller<C> {
  readonly #connection: MessageConnection;

  constructor(channel: Channel) {
    this.#connection = connect(channel);
    this.#connection.listen();
  }

  async call<K extends keyof C & string>(
    name: K,
    params: Params<C, K>,
    signal?: AbortSignal,
  ): Promise<Result<C, K>> {
    signal?.throwIfAborted();
    const source = new CancellationTokenSource();
    const cancel = () => source.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await this.#connection.sendRequest<Result<C, K>>(
        name,
        ParameterStructures.byPosition,
        params,
        source.token,
      );
    } catch (error) {
      throw revive(error);
    } finally {
      signal?.removeEventListener('abort', cancel);
      source.dispose();
    }
  }

  on<K extends keyof Events & string>(event: K, listener: (value: Events[K]) => void): Disposable {
    return this.#connection.onNotification(event, listener);
  }

  /** Called once, when the other end is gone; calls still open fail. */
  onClose(listener: () => void): Disposable {
    return this.#connection.onClose(listener);
  }

  dispose(): void {
    this.#connection.end();
    this.#connection.dispose();
  }
}

/** The other end went away while a command was under way. */
export class DisconnectedError extends RemoteError {
  constructor() {
    super('disconnected', 'The connection to Shoal was lost. Is it still running?');
  }
}

function revive(error: unknown): unknown {
  if (!(error instanceof ResponseError)) return new DisconnectedError();
  if (error.code === ErrorCodes.PendingResponseRejected) return new DisconnectedError();
  if (error.code !== SHOAL_ERROR) return new RemoteError('internal', error.message);
  const { code, isFinal } = error.data as { code: string; isFinal: boolean };
  return code === 'cancelled'
    ? new CancelledError()
    : new RemoteError(code, error.message, isFinal);
}

function connect(channel: Channel): MessageConnection {
  const connection = createMessageConnection(
    new ChannelReader(channel),
    new ChannelWriter(channel),
  );
  channel.onClose(() => connection.dispose());
  return connection;
}

class ChannelReader extends AbstractMessageReader {
  readonly #channel: Channel;

  constructor(channel: Channel) {
    super();
    this.#channel = channel;
    channel.onClose(() => this.fireClose());
  }

  listen(callback: DataCallback): Disposable {
    this.#channel.onMessage((message) => callback(message as Message));
    return { dispose: () => {} };
  }
}

class ChannelWriter extends AbstractMessageWriter {
  readonly #channel: Channel;

  constructor(channel: Channel) {
    super();
    this.#channel = channel;
  }

  async write(message: Message): Promise<void> {
    this.#channel.send(message);
  }

  end(): void {
    this.#channel.close();
  }
}
