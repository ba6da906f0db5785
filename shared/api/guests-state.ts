import type { RepositoryId } from '../ids.ts';

/** Whether everyone who reaches this computer may clone what is shared with everyone, with plain git. */
export type Guests =
  | { readonly state: 'off' }
  | {
      readonly state: 'on';
      /** When it ends by itself, in milliseconds since the epoch; null if it does not. */
      readonly until: number | null;
      /** Where a browser finds the list, such as `http://192.168.1.5:8080`: the likeliest address first. */
      readonly bases: readonly string[];
      readonly repositories: readonly GuestRepository[];
      /** How often a guest has cloned something since it was turned on. */
      readonly clones: number;
    };

interface GuestRepository {
  readonly id: RepositoryId;
  /** What to give to `git clone`: one for each of the bases, in their order. */
  readonly urls: readonly string[];
}
