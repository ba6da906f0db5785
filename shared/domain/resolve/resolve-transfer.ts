import type { Transfer } from '../../api/state.ts';
import { ShoalError } from '../../errors.ts';
import { candidatesFor } from './resolve.ts';

/** No transfer has an id that starts with what the user typed. */
class NoSuchTransferError extends ShoalError {
  readonly code = 'unknown-transfer';

  constructor(typed: string) {
    super(`There is no transfer “${typed}”. \`shoal transfers\` lists them.`);
  }
}

class AmbiguousTransferError extends ShoalError {
  readonly code = 'ambiguous-transfer';

  constructor(typed: string, transfers: readonly Transfer[]) {
    const found = transfers.map(({ id, name }) => `${id} (${name})`).join(', ');
    super(`“${typed}” may be any of ${found}. Type more of the id.`);
  }
}

/** The transfer that a user means by an id or the start of one (4 characters or more). */
export function resolveTransfer(typed: string, transfers: readonly Transfer[]): Transfer {
  const found = candidatesFor(
    typed,
    transfers.map((transfer) => ({ value: transfer, id: transfer.id, names: [] })),
  );
  const [transfer] = found;
  if (transfer === undefined) throw new NoSuchTransferError(typed);
  if (found.length > 1) throw new AmbiguousTransferError(typed, found);
  return transfer;
}
