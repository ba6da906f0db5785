import type { Against } from '../../../shared/api/heads/head-commands.ts';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import { t } from '../../texts/texts.ts';

export interface AgainstChoice {
  readonly id: Against;
  readonly name: string;
  /** Why it cannot be chosen; null if it can. */
  readonly refusal: string | null;
}

/** With what a head's files can be compared. What I saw of it is offered where I saw something else. */
export function againstChoices(look: HeadLook): readonly AgainstChoice[] {
  const words = t.head.against;
  const needed = look.isHere ? null : words.fetchFirst;
  const mine = look.mine === null ? words.nothing : needed;
  const choices: AgainstChoice[] = [
    { id: 'mine', name: words.mine, refusal: mine },
    { id: 'base', name: words.base, refusal: null },
  ];
  if (look.seen === null) return choices;
  const seen = look.seen.isHere ? null : words.seenIsGone;
  return [...choices, { id: 'seen', name: words.seen, refusal: needed ?? seen }];
}

/** What is shown first: what they changed; after a force-push, what is other than I saw. */
export function firstAgainst(look: HeadLook): Against {
  const isRewritten = look.seen?.isRewritten === true && look.seen.isHere && look.isHere;
  return isRewritten ? 'seen' : 'base';
}
