import type { ObjectFormat, Oid } from '../ids.ts';

/** What a teammate shares of a project. */
export interface SharedHeads {
  readonly objectFormat: ObjectFormat;
  /** In full, like `refs/heads/main`; null if there is none. */
  readonly defaultBranch: string | null;
  readonly heads: readonly {
    readonly ref: string;
    readonly oid: Oid;
    /** The commit that an annotated tag leads to, as far as the teammate tells. */
    readonly peeled: Oid | null;
  }[];
}
