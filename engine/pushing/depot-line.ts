import { Readable } from 'node:stream';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type ChainPage,
  chainPageSchema,
  type PushAnswer,
  type PushRequest,
  pushAnswerSchema,
} from '../../shared/gtp/push.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { LOOKING_UP } from '../asking/peer-line.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { readJson } from '../gtp/read-response.ts';

const ANSWER_BYTES = 1024 * 1024;

/** Entries of a depot's chain, from one on. @throws PeerFailure */
export async function askChain(
  { line, shared }: RemoteCopy,
  from: number,
  signal: AbortSignal,
): Promise<ChainPage> {
  const path = ROUTES.chain(shared.id, from);
  return line.exchange({ method: 'GET', path, signal, atWork: LOOKING_UP }, ({ response }) =>
    readJson(response, chainPageSchema, LIMITS.pageBytes),
  );
}

/** Pushes signed entries. @param pack what they lead to, where the depot may lack it @throws PeerFailure */
export async function sendPush(
  { line, shared }: RemoteCopy,
  request: PushRequest,
  pack: Readable | null,
  signal: AbortSignal,
): Promise<PushAnswer> {
  const path = ROUTES.pushes(shared.id);
  const body = Readable.from(bodyOf(request, pack), { objectMode: false });
  return line.exchange({ method: 'POST', path, body, signal }, ({ response }) =>
    readJson(response, pushAnswerSchema, ANSWER_BYTES),
  );
}

async function* bodyOf(request: PushRequest, pack: Readable | null): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(request)}\n`);
  if (pack !== null) yield* pack as AsyncIterable<Buffer>;
}
