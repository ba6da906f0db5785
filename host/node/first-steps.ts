import { ownAddresses } from '../../engine/peers/dialling/own-addresses.ts';
import type { FirstSteps } from '../../shared/api/found-project.ts';
import type { AppState } from '../../shared/api/state.ts';
import { findProjects } from '../projects/find-projects.ts';

/** What somebody new can begin with. @param listenHost where this node listens */
export async function firstSteps(
  { repositories, self }: AppState,
  listenHost: string,
  signal: AbortSignal,
): Promise<FirstSteps> {
  const known = new Set(Object.values(repositories).map(({ path }) => path));
  const found = await findProjects(signal);
  return {
    projects: found.filter(({ path }) => !known.has(path)),
    addresses: self === null ? [] : ownAddresses(listenHost).map((each) => told(each, self.port)),
  };
}

function told(address: string, port: number): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}
