import { minuteOf } from '../../shared/domain/words/minute-of.ts';
import { ShoalError } from '../../shared/errors.ts';
import type { PushFault } from '../../shared/gtp/push.ts';

/** Nobody nearby takes pushes for a project. */
export class NoDepotError extends ShoalError {
  readonly code = 'no-depot';

  constructor(project: string) {
    super(`No depot nearby takes pushes for ${project}.`);
  }
}

/** Several do, and none was named. */
export class SeveralDepotsError extends ShoalError {
  readonly code = 'several-depots';

  constructor(names: readonly string[]) {
    super(`${names.join(' and ')} take pushes for this project. Say which one, with --at.`);
  }
}

/** A depot has the project several times, such as for several people, and none was named. */
export class SeveralCopiesError extends ShoalError {
  readonly code = 'several-copies';

  /** @param copies each with its id in brackets */
  constructor(depot: string, copies: readonly string[]) {
    super(
      `${depot} has this project several times: ${copies.join(' and ')}. Say which one, with --copy; git takes the id in brackets in place of the project’s name.`,
    );
  }
}

/** The peer that was named keeps no chain of pushes. */
export class NotADepotError extends ShoalError {
  readonly code = 'not-a-depot';
  override readonly isFinal = true;

  constructor(name: string) {
    super(`${name} takes no pushes for this project: ask them to fetch from you.`);
  }
}

/** What a depot shows is not what it showed, or not what was signed: nothing is taken from it. */
export abstract class DepotLiesError extends ShoalError {
  override readonly isFinal = true;
}

/** It shows less than it did: pushes were hidden, or an old state was put back. */
export class RolledBackError extends DepotLiesError {
  readonly code = 'depot-rolled-back';

  constructor(name: string, now: number, before: number, at: number) {
    super(
      `${name} hides pushes to this project: it shows ${now} signed entries, and there were ${before} on ${minuteOf(at)}. Nothing is taken from it. Ask whoever runs it; if they have begun anew, \`shoal depot log --accept\` takes that as it is.`,
    );
  }
}

/** It shows something else in the same places. */
export class OtherStoryError extends DepotLiesError {
  readonly code = 'depot-other-story';

  constructor(name: string, seq: number, at: number) {
    super(
      `${name} tells another story than on ${minuteOf(at)}: entry ${seq} of this project’s chain of pushes is not what it was. Nothing is taken from it. Ask whoever runs it; if they have begun anew, \`shoal depot log --accept\` takes that as it is.`,
    );
  }
}

/** It has signed something else for somebody else, in the same place. */
export class TwoStoriesError extends DepotLiesError {
  readonly code = 'depot-two-stories';

  constructor(name: string, other: string, seq: number) {
    super(
      `${name} tells two stories of this project: what it showed ${other} as entry ${seq} of the chain of pushes is not what it shows here, and it has signed both. Nothing is taken from it. Ask whoever runs it; if they have begun anew, \`shoal depot log --accept\` takes that as it is.`,
    );
  }
}

/** It has shown somebody else more. */
export class HiddenFromHereError extends DepotLiesError {
  readonly code = 'depot-hides';

  constructor(name: string, other: string, { here, there }: { here: number; there: number }) {
    super(
      `${name} hides pushes to this project: it shows ${here} signed entries here, and has shown ${there} to ${other}. Nothing is taken from it. Ask whoever runs it; if they have begun anew, \`shoal depot log --accept\` takes that as it is.`,
    );
  }
}

/** It does not sign how far its chain is: nobody could be shown what it told. */
export class UnstatedHeadError extends DepotLiesError {
  readonly code = 'depot-unstated';

  constructor(name: string) {
    super(
      `${name} does not sign what it shows of the pushes to this project, and nothing is taken from it. Ask whoever runs it.`,
    );
  }
}

/** Its chain holds an entry that no honest chain holds. */
export class UnprovenChainError extends DepotLiesError {
  readonly code = 'depot-chain-wrong';

  constructor(name: string, cause: Error) {
    super(
      `${name} shows a chain of pushes that is not right, and nothing is taken from it. ${cause.message}`,
      { cause },
    );
  }
}

/** Its branches are not where the chain says. */
export class UnprovenRefError extends DepotLiesError {
  readonly code = 'depot-ref-wrong';

  constructor(name: string, ref: string) {
    super(
      `${name} shows ${ref} where nobody who may has pushed it. Nothing is taken from it. Ask whoever runs it.`,
    );
  }
}

/** Two depots tell different stories of one project. */
export class DivergedDepotsError extends DepotLiesError {
  readonly code = 'depots-diverged';

  constructor(
    readonly one: string,
    readonly other: string,
    readonly seq: number,
  ) {
    super(
      `${one} and ${other} tell different stories of this project: from entry ${seq} on, their chains of pushes are not the same.`,
    );
  }
}

/** Another depot took a push of tomorrow: with it, nobody could push before that. */
export class EntryToComeError extends DepotLiesError {
  readonly code = 'depot-entry-to-come';

  constructor(name: string, { seq, time }: { readonly seq: number; readonly time: number }) {
    super(
      `${name} shows a push to this project, entry ${seq}, that is dated ${minuteOf(time * 1_000)}, which is still to come. Nothing is taken over from there until then. Look whether the clock is right here, and there.`,
    );
  }
}

/** Another depot has pushes of the same project that this one has not got yet. */
export class DepotBehindError extends ShoalError {
  readonly code = 'depot-behind';

  constructor(name: string, other: string) {
    super(
      `${name} has not got all yet that was pushed to ${other}; it takes that over when both are on. Push to ${other}, or try again then.`,
    );
  }
}

/** A depot did not take a push, and says why. */
export class PushNotTakenError extends ShoalError {
  readonly code = 'push-not-taken';

  constructor(
    name: string,
    readonly fault: PushFault,
    why: string,
  ) {
    super(`${name} did not take the push: ${why}`);
  }
}
