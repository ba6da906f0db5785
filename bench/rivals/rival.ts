import type { Place } from '../support/place.ts';
import type { Scope } from '../support/scope.ts';

/** Who has what at the start, and who wants it. */
export interface Setting<P extends Place = Place> {
  readonly seeders: readonly { readonly place: P; readonly repository: string }[];
  readonly receivers: readonly P[];
  /** For the ways that need someone to tell peers of each other; its link is not shaped. */
  readonly tracker: P;
  /** A folder for whatever is written. Started again with the same one, what can go on does. */
  readonly scratch: string;
}

/**
 * Does one receiver's part, from the command's start to its end.
 *
 * @throws if it takes longer than `seconds`
 */
export type Bring = (seconds: number) => Promise<void>;

/** A way to bring a repository to other machines. */
export interface Rival {
  readonly name: string;
  /**
   * Makes everything ready that is there before anyone asks; it runs until the scope ends.
   *
   * @returns what each receiver does, in their order
   */
  prepare(scope: Scope, setting: Setting): Promise<readonly Bring[]>;
}

/** The first seeder, for a way that asks only one. */
export function onlySeeder<P extends Place>({ seeders }: Setting<P>) {
  const [first] = seeders;
  if (first === undefined) throw new Error('nobody has the repository');
  return first;
}

/** The receiver, where there is one. */
export function onlyReceiver<P extends Place>({ receivers }: Setting<P>): P {
  const [first] = receivers;
  if (first === undefined) throw new Error('nobody receives');
  return first;
}
