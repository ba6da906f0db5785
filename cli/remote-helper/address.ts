import { ShoalError } from '../../shared/errors.ts';

/** Not `gtp://<peer>/<project>`. */
class BadAddressError extends ShoalError {
  readonly code = 'usage';

  constructor(address: string) {
    super(`${address} is no address that Shoal knows. Write gtp://TEAMMATE/PROJECT.`);
  }
}

/** Whose copy of which project, each by name, id or the start of an id. */
export interface Address {
  readonly peer: string;
  readonly swarm: string;
}

/**
 * Reads `gtp://<peer>/<project>`, percent-encoded where it has to be. Not `URL`: that changes names which are no
 * host names.
 * @throws BadAddressError
 */
export function parseAddress(address: string): Address {
  const [, peer, swarm] = /^gtp:\/\/([^/]+)\/([^/]+)\/?$/.exec(address) ?? [];
  if (peer === undefined || swarm === undefined) throw new BadAddressError(address);
  try {
    return { peer: decodeURIComponent(peer), swarm: decodeURIComponent(swarm) };
  } catch {
    throw new BadAddressError(address);
  }
}
