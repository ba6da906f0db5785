/** What a guest can ask for. A name is that of a repository, as it stands in the address. */
export type GuestRoute =
  | { readonly to: 'listing' }
  | { readonly to: 'refs'; readonly name: string; readonly protocol: 2 | undefined }
  | { readonly to: 'objects'; readonly name: string; readonly protocol: 2 | undefined }
  /** For a browser that was given a repository's address: it is led there, whatever the name. */
  | { readonly to: 'page' }
  | { readonly to: 'nothing'; readonly status: 400 | 403 | 404 | 405 | 415 | 421 };

/** What of a request says what is asked for. */
export interface GuestRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const ADDRESS = /^\/[^/]+\.git\/?$/;
const REPOSITORY = /^\/([^/]+)\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Which part of git's “smart” HTTP (gitprotocol-http(5)) is asked for; the same for whatever name. */
export function routeOf({ method, url = '', headers }: GuestRequest): GuestRoute {
  // No git says from which page it comes: a browser does, and may have been sent here by another website.
  if (headers.origin !== undefined) return nothing(403);
  if (!isPlainHost(headers.host)) return nothing(421);
  const [path = '', query = ''] = url.split('?', 2);
  if (path === '/') return isReading(method) ? { to: 'listing' } : nothing(405);
  if (isReading(method) && ADDRESS.test(path)) return { to: 'page' };
  const [, encoded, what] = REPOSITORY.exec(path) ?? [];
  const name = decoded(encoded);
  if (name === null || what === undefined) return nothing(404);
  const service = new URLSearchParams(query).get('service');
  // Said of every name, so that it tells nothing of any.
  if (what === 'git-receive-pack' || service === 'git-receive-pack') return nothing(403);
  const protocol = isVersion2(headers['git-protocol']) ? 2 : undefined;
  if (what === 'info/refs') {
    if (method !== 'GET') return nothing(405);
    return service === 'git-upload-pack' ? { to: 'refs', name, protocol } : nothing(404);
  }
  if (method !== 'POST') return nothing(405);
  if (headers['content-type'] !== 'application/x-git-upload-pack-request') return nothing(415);
  return { to: 'objects', name, protocol };
}

function nothing(status: Extract<GuestRoute, { to: 'nothing' }>['status']): GuestRoute {
  return { to: 'nothing', status };
}

function isReading(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isVersion2(protocol: string | string[] | undefined): boolean {
  return typeof protocol === 'string' && protocol.split(':').includes('version=2');
}

function decoded(name: string | undefined): string | null {
  try {
    return name === undefined ? null : decodeURIComponent(name);
  } catch {
    return null;
  }
}

const IP = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.%]+\])(?::\d{1,5})?$/i;
const LOCAL_NAME = /^[a-z0-9-]+(?:\.local)?\.?(?::\d{1,5})?$/i;

/**
 * Whether a host is an address or a name of the local network alone: a website could have its own name
 * point here, and have a browser read what only this network may (DNS rebinding).
 */
function isPlainHost(host: string | string[] | undefined): boolean {
  return (
    host === undefined || (typeof host === 'string' && (IP.test(host) || LOCAL_NAME.test(host)))
  );
}
