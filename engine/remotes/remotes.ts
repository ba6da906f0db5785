import type { PeerId } from '../../shared/ids.ts';
import { readConfig } from '../git/config.ts';
import type { Repository } from '../git/open.ts';

/** A remote, as the settings describe it (git-config(1), `remote.<name>.*`). */
export interface Remote {
  readonly name: string;
  readonly urls: readonly string[];
  /** Its refspecs. */
  readonly fetch: readonly string[];
  readonly skipsFetchAll: boolean;
}

/** All remotes, in the order of the settings. */
export async function readRemotes(repository: Repository, signal?: AbortSignal): Promise<Remote[]> {
  const settings = new Map<string, Map<string, string[]>>();
  for (const { key, value } of await readConfig(repository, '^remote\\..*\\.', signal)) {
    // A name may hold dots itself.
    const dot = key.lastIndexOf('.');
    const name = key.slice('remote.'.length, dot);
    const ofRemote = settings.get(name) ?? new Map<string, string[]>();
    settings.set(name, ofRemote);
    const variable = key.slice(dot + 1);
    ofRemote.set(variable, [...(ofRemote.get(variable) ?? []), value]);
  }
  return [...settings].map(([name, values]) => ({
    name,
    urls: values.get('url') ?? [],
    fetch: values.get('fetch') ?? [],
    skipsFetchAll: values.get('skipfetchall')?.at(-1) === 'true',
  }));
}

/** Whether this remote is a teammate's copy. */
export function leadsTo({ urls }: Remote, peer: PeerId): boolean {
  return urls.length > 0 && urls.every((url) => url.startsWith(`gtp://${peer}/`));
}

/** Whether Shoal made this remote for a teammate, whatever it is called now; a clone's `origin` is none. */
export function wasMadeFor(remote: Remote, peer: PeerId): boolean {
  return remote.skipsFetchAll && leadsTo(remote, peer);
}

/** Whether what this remote fetches may land below `refs/remotes/<alias>/`. */
export function fetchesInto({ fetch }: Remote, alias: string): boolean {
  const place = foldCase(`refs/remotes/${alias}/`);
  return fetch.some((refspec) => {
    const [, destination = ''] = foldCase(refspec).split(':');
    const star = destination.indexOf('*');
    if (star < 0) return `${destination}/`.startsWith(place);
    const prefix = destination.slice(0, star);
    // A mirror's `refs/*` leaves no name free: no other one would do better.
    const isEverywhere = 'refs/remotes/'.startsWith(prefix);
    return !isEverywhere && (prefix.startsWith(place) || place.startsWith(prefix));
  });
}

/** On some file systems names that differ in case, or in how an accent is written, are one. */
export function foldCase(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
