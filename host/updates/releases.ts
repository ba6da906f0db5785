import manifest from '../../package.json';

/** Where releases of Shoal are told of. */
export interface Releases {
  /** What is asked for the newest one: GitHub’s REST API, version 2022-11-28. */
  readonly latest: string;
  /** @param tag of a release */
  page(tag: string): string;
  /** Whether this is the page of one. */
  isPage(address: string): boolean;
}

/** An owner’s and a repository’s name, as package.json may write them (npm-package.json, “repository”). */
const GITHUB =
  /^(?:github:|(?:git\+)?https:\/\/github\.com\/)?([\w-]{1,39})\/([\w.-]{1,100}?)(?:\.git)?$/;

/** @param named `repository` of package.json @returns null for none, and for one that is elsewhere */
export function releasesOf(named: unknown): Releases | null {
  const text = typeof named === 'object' && named !== null ? Reflect.get(named, 'url') : named;
  const [, owner, name] = (typeof text === 'string' ? GITHUB.exec(text) : null) ?? [];
  if (owner === undefined || name === undefined) return null;
  const pages = `https://github.com/${owner}/${name}/releases/tag/`;
  return {
    latest: `https://api.github.com/repos/${owner}/${name}/releases/latest`,
    page: (tag) => `${pages}${encodeURIComponent(tag)}`,
    isPage: (address) => address.startsWith(pages) && /^[\w.-]+$/.test(address.slice(pages.length)),
  };
}

/** Those of whoever built this Shoal. */
export const OWN_RELEASES = releasesOf(Reflect.get(manifest, 'repository'));
