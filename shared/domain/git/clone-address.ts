/** `git@host:path`, `host:path`: not a drive of Windows, and no slash before the colon (git-clone(1), "GIT URLS"). */
const SCP = /^[^:/\s]{2,}:(?!\/\/)\S/;

/** No address is longer, in characters. */
const MOST_OFFERED = 2_000;

/** What somebody typed to clone: an address of an origin, or else a project's name. */
export function isCloneAddress(typed: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) || SCP.test(typed) || isLocalPath(typed);
}

/** Whether it can only be a path on this computer. */
export function isLocalPath(typed: string): boolean {
  return /^(?:\.{0,2}[\\/]|[a-z]:[\\/])/i.test(typed);
}

/** What is offered where it was copied: one line, and surely meant as an address of an origin. */
export function isOfferedAddress(text: string): boolean {
  return (
    text.length <= MOST_OFFERED &&
    /^(?:(?:https?|ssh|git|file):\/\/|[^\s@/:]+@[^\s@/:]+:)\S+$/i.test(text)
  );
}

/** The folder that `git clone` makes of an address; empty if there is no name in it. */
export function nameInAddress(address: string): string {
  const path = address.replace(/[\\/]+$/, '').replace(/[\\/]\.git$/, '');
  return (path.split(/[\\/:]/).at(-1) ?? '').replace(/\.git$/, '');
}

/** `scheme://authority`, and what comes behind it. */
const WITH_AUTHORITY = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/is;

/**
 * An address as it may be written down and shown. A user in an address of the web's may be a key, and so may what stands
 * behind a question mark; ssh needs the user, and takes no password from there.
 */
export function withoutSecrets(address: string): string {
  const [, scheme, authority = '', path = ''] = WITH_AUTHORITY.exec(address) ?? [];
  if (scheme === undefined || /^file$/i.test(scheme)) return address;
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const user = authority.slice(0, Math.max(0, at)).split(':')[0];
  if (!/ssh/i.test(scheme)) return `${scheme}://${host}${path.replace(/\?.*$/s, '')}`;
  return `${scheme}://${user ? `${user}@` : ''}${host}${path}`;
}
