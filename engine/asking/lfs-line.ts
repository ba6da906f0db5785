import { stat } from 'node:fs/promises';
import type { LfsPiece } from '../../shared/gtp/lfs.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { ProtocolError } from '../errors/peer-failures.ts';
import type { Answer } from './peer-line.ts';
import type { RemoteCopy } from './remote-copy.ts';

const OK = 200;
const PARTIAL_CONTENT = 206;

/** Where a piece goes; what is in the file already is not asked for again. */
export interface PieceFile {
  readonly file: string;
  /** Hears of each part that arrived. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Downloads a piece of a large file. What has come stays, if it breaks off.
 * @throws NotServedError, PeerGoneError, SilentPeerError, ProtocolError
 */
export async function downloadPiece(
  { line, peer, shared }: RemoteCopy,
  piece: LfsPiece,
  { file, onBytes }: PieceFile,
  signal: AbortSignal,
): Promise<void> {
  const length = piece.to - piece.from;
  const here = await sizeOf(file);
  const start = here < length ? here : 0;
  const headers = { range: `bytes=${start}-`, 'if-range': `"${piece.oid}"` };
  const path = ROUTES.lfs(shared.id, piece);
  const save = (answer: Answer) => {
    const { status, headers: told } = answer.response;
    const at = status === PARTIAL_CONTENT ? start : 0;
    if (status === PARTIAL_CONTENT && !String(told['content-range']).startsWith(`bytes ${at}-`)) {
      throw new ProtocolError(`${peer.name} went on with something else than was asked for.`);
    }
    return line.save(answer, { file, start: at, maxBytes: length - at, onBytes });
  };
  await line.forBulk.exchange(
    { method: 'GET', path, headers: start > 0 ? headers : {}, signal },
    save,
    (status) => status === OK || status === PARTIAL_CONTENT,
  );
  if ((await sizeOf(file)) !== length) {
    throw new ProtocolError(`${peer.name} sent less than was asked for.`);
  }
}

/** In bytes; 0 if it is not there. */
export async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
