import type { Against } from '../../../shared/api/heads/head-commands.ts';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';

export interface AgainstChoice {
  readonly id: Against;
  readonly name: string;
  /** Why it cannot be chosen; null if it can. */
  readonly refusal: string | null;
}

/** With what a head's files can be compared. What I saw of it is offered where I saw something else. */
export function againstChoices(look: HeadLook): readonly AgainstChoice[] {
  const needed = look.isHere ? null : 'Fetch it first: this compares commits on this computer';
  const mine = look.mine === null ? 'You have nothing to compare it with' : needed;
  const choices: AgainstChoice[] = [
    { id: 'mine', name: 'Against mine', refusal: mine },
    { id: 'base', name: 'Against its base', refusal: null },
  ];
  if (look.seen === null) return choices;
  const seen = look.seen.isHere ? null : 'The commits that you saw are no longer on this computer';
  return [...choices, { id: 'seen', name: 'Since I last looked', refusal: needed ?? seen }];
}

/** What is shown first: what they changed; after a force-push, what is other than I saw. */
export function firstAgainst(look: HeadLook): Against {
  const isRewritten = look.seen?.isRewritten === true && look.seen.isHere && look.isHere;
  return isRewritten ? 'seen' : 'base';
}
