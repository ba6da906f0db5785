const way = (isAhead: boolean) => (isAhead ? 'ahead of' : 'behind');

/** Whose clock is wrong. `span` is as in `3 minutes`. */
export const clockFindings = {
  effect:
    'What teammates pass on for one another may be taken for too old, and “5 minutes ago” is not what it says.',
  mine: (span: string, isAhead: boolean) =>
    `This computer’s clock is ${span} ${way(isAhead)} those of all its teammates, which agree.`,
  setIt: 'Set it, or let the system set it by itself.',
  theirs: (name: string, span: string, isAhead: boolean) =>
    `The clock of ${name} is ${span} ${way(isAhead)} this computer’s and others’.`,
  askThem: (name: string) => `Ask ${name} to set it.`,
  either: (name: string, span: string, isAhead: boolean) =>
    `The clock of ${name} is ${span} ${way(isAhead)} this computer’s.`,
  compare: 'Compare both with another clock, and set whichever is wrong.',
};
