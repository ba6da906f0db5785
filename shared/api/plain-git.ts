/** All that git reaches by https, as `PlainGit.hosts` lists it. */
export const ALL_HTTPS = 'https://*';

/** Whether plain git asks teammates before the origin. */
export interface PlainGit {
  readonly enabled: boolean;
  /** For which origins: `github.com`, `http://git.example.org:8080`, `file://`, or `https://*` for all of https. */
  readonly hosts: readonly string[];
  /** The program that git starts for it. */
  readonly helper: { readonly found: boolean; readonly path: string | null };
}
