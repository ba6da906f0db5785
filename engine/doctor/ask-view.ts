import type { EnginePeerFact, ViewFact } from '../../shared/api/doctor-facts.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { viewSchema } from '../../shared/gtp/view.ts';
import type { Caller } from '../gtp/call.ts';
import { readJson } from '../gtp/read-response.ts';

/** How long the other side may take, in milliseconds: it knocks at a door that may stay shut. */
const WITHIN = 5_000;
const NO_SUCH_ROUTE = 404;

export type Asked = Pick<EnginePeerFact, 'view' | 'clockAhead'>;

/**
 * Asks a peer how it sees this one.
 * @param enough aborts when no answer is to be expected any more
 * @throws the signal's reason
 */
export async function askView(
  link: Caller,
  enough: AbortSignal,
  signal: AbortSignal,
): Promise<Asked> {
  const within = AbortSignal.any([signal, enough, AbortSignal.timeout(WITHIN)]);
  try {
    const response = await link.request({ method: 'GET', path: ROUTES.view, signal: within });
    if (response.status === NO_SUCH_ROUTE) {
      response.body.destroy();
      return untold('older');
    }
    if (response.status !== 200) {
      response.body.destroy();
      return untold('silent');
    }
    const view = await readJson(response, viewSchema, LIMITS.viewBytes);
    return { view: { state: 'told', view }, clockAhead: view.time - Date.now() };
  } catch {
    signal.throwIfAborted();
    return untold('silent');
  }
}

export function untold(state: Exclude<ViewFact['state'], 'told'>): Asked {
  return { view: { state }, clockAhead: null };
}
