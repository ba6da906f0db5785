/** `scheme://authority/path`; a user and a password may hold anything but a slash. */
const URI = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/]*@)?(\[[^\]/\s]+\]|[^@:/\s]+)(?::\d*)?\/(.+)$/is;
/** `user@host:path`, also with the host in brackets: `[user@host:port]:path`, `user@[2001:db8::1]:path`. */
const SCP = /^(?:[^@/\s]+@)?([^@:/\s[\]]+):(?!\/\/)(.+)$/s;
const SCP_WITH_PORT = /^\[(?:[^@/\s]+@)?([^@:/\s[\]]+)(?::\d*)?\]:(.+)$/s;
const SCP_WITH_NUMBERS = /^(?:[^@/\s]+@)?(\[[^\]/\s]+\]):(.+)$/s;

/** Addresses that name no host, or a teammate. */
const NO_ORIGIN = /^(file|gtp):/i;

/**
 * `https://user:token@Example.org:443/team/app.git/`, `git@example.org:team/app` →
 * `example.org/team/app`: the same project however it is reached, and never a credential.
 * @returns null for what names no host, such as a path
 */
export function normalizeOrigin(url: string): string | null {
  if (NO_ORIGIN.test(url)) return null;
  const [host, path] =
    URI.exec(url)?.slice(2) ??
    [SCP_WITH_PORT, SCP_WITH_NUMBERS, SCP].flatMap((form) => form.exec(url)?.slice(1) ?? []);
  // A single letter before the colon is a drive.
  if (host === undefined || path === undefined || host.length === 1) return null;
  const clean = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return clean === '' ? null : `${host.toLowerCase()}/${clean}`;
}
