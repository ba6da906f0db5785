import { ShoalError } from '../../shared/errors.ts';
import type { PushFault } from '../../shared/gtp/push.ts';

/** What was pushed to a depot of this computer's is not taken; the pusher is told why. */
export class PushRefusedError extends ShoalError {
  readonly code = 'push-refused';

  constructor(
    readonly fault: PushFault,
    sentence: string,
    readonly refs: readonly string[] = [],
    cause?: unknown,
  ) {
    super(sentence, { cause });
  }
}
