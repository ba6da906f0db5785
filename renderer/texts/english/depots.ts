import { counts } from '../../../shared/texts/english/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';
import type { Parts } from '../../../shared/texts/translation.ts';

const { counted } = plurals('en-GB');

/** A project at a depot: what is pushed, who may, and what was done there. */
export const depots = {
  pushDots: 'Push to depot…',
  title: (project: string, depot: string) => `${project} at ${depot}`,
  which: 'Which depot',
  /** Where one has the project several times. */
  copyOf: (depot: string, owner: string) => `${depot}, for ${owner}`,
  copyOfMine: (depot: string) => `${depot}, for you`,
  copyOfNobody: (depot: string) => `${depot}, without its pushes`,
  parts: 'Parts of this page',
  part: { push: 'Push', roles: 'Who may push', log: 'Log' },
  asking: 'Asking the depot…',
  askingEffect: 'Its log is fetched, and each signature in it checked.',
  none: {
    title: 'No depot takes pushes for this project',
    effect:
      'A depot keeps projects for a team while laptops sleep. Share this project with one: as soon as that keeps it, you can push there.',
    noCommits: 'This repository has no commits yet',
    noCommitsEffect: 'There is nothing that could be pushed.',
  },
  away: {
    title: (depot: string) => `${depot} is not here`,
    effect: 'It can be pushed to as soon as it is back.',
  },
  /** It is here, and keeps no pushes, or none any more. */
  takesNone: {
    title: (depot: string) => `${depot} takes no pushes for this project`,
    effect: 'Whoever runs it may have ended that. Your commits are still fetched from you.',
  },
  /** What it shows is not what it showed, or not what was signed. */
  alarm: {
    title: 'This depot does not tell the truth',
    begunAnew: 'It has begun anew…',
    question: (depot: string) => `Take what ${depot} shows now?`,
    effect: (depot: string) =>
      `What ${depot} showed before is forgotten here. Do this only if whoever runs it has told you that it was begun anew, and not over the network.`,
    keep: 'No, go on refusing it',
    accept: 'Take it as it is now',
  },
  rights: {
    owner: 'You are an owner here: you may push every branch, and say who else may.',
    begins: (depot: string) =>
      `This project is yours, and nobody has pushed to ${depot} yet. With your first push it shows what is pushed, and no longer what you share.`,
    maintainer: (patterns: string) =>
      `You maintain ${patterns} here. Other branches go to a place of your own.`,
    contributor: 'You contribute here: your branches go to a place of your own.',
    until: (day: string) => `That ends on ${day}.`,
  },
  forbidden: {
    title: 'You may not push here yet',
    noRole: (depot: string) => `Nobody has given you a role in this project at ${depot}.`,
    revoked: (depot: string) => `Your role in this project at ${depot} was taken back.`,
    expired: (depot: string) => `Your role in this project at ${depot} has expired.`,
    ask: (owner: string) =>
      `Ask ${owner}, who owns it there. As a contributor, you may push branches of your own; as a maintainer, those that you are given.`,
    words: 'Your six words',
    wordsHint: 'Read them out to whoever gives you a role: they stand for this computer’s key.',
  },
  branches: 'Which branch',
  noBranch: 'There is no branch here that could be pushed.',
  moreBranches: (n: number) =>
    `${counted(n, 'more branch', 'more branches')}, with older commits: push them with git.`,
  checkedOut: 'you are here',
  /** From mine to the depot's, where these have other names. */
  to: <T>(from: T, to: T): Parts<T> => [from, ' → ', to],
  ownPlace: 'in your own place',
  ownPlaceTitle: 'Your role does not reach this branch; these belong to you alone',
  step: {
    same: 'nothing to push',
    isSame: (depot: string) => `${depot} has this commit already.`,
    isNew: 'new there',
    isNewEffect: (depot: string) => `${depot} has no such branch yet.`,
    ahead: (n: number) => `${counts.figure(n)} to push`,
    aheadEffect: (depot: string, n: number) => `${depot} lacks ${counts.commits(n)} of yours.`,
    behind: (n: number) => `${counts.figure(n)} behind`,
    behindEffect: (depot: string, n: number) =>
      `${depot} is ${counts.commits(n)} further. Bring them into your branch; there is nothing of yours that it lacks.`,
    diverged: (mine: number, theirs: number) =>
      `${counts.figure(mine)} ahead, ${counts.figure(theirs)} behind`,
    divergedEffect: (depot: string, mine: number, theirs: number) =>
      `You have ${counts.commits(mine)} that ${depot} lacks, and it has ${counts.commits(theirs)} that your branch lacks. Merge those, then push.`,
    fetchFirst: 'fetch first',
    fetchFirstEffect: (depot: string) =>
      `${depot} has commits that are not here. Fetch them, merge them into your branch, then push.`,
    unrelated: 'unrelated',
    unrelatedEffect: (depot: string) =>
      `Your branch and that of ${depot} have no commit in common. Push it under another name, with git.`,
    notAllowed: 'not allowed',
  },
  push: (branch: string) => `Push ${branch}`,
  pushCommits: (n: number, branch: string) =>
    `Push ${counted(n, 'commit', 'commits')} of ${branch}`,
  pushing: (branch: string) => `Pushing ${branch}…`,
  sent: (bytes: string) => `${bytes} sent`,
  pushed: (branch: string, depot: string) =>
    `${branch} is at ${depot} now. You signed it, and everybody can check that.`,
  seeLog: 'See it in the log',
  notPushed: (branch: string, why: string) => `${branch} was not pushed. ${why}`,
  rejected: {
    'fetch-first': (depot: string) =>
      `Somebody else has pushed to ${depot} meanwhile. Fetch, merge, then push again.`,
    'non-fast-forward': (depot: string) =>
      `Commits at ${depot} would be lost. Fetch, merge, then push again.`,
    stale: (depot: string) => `It has moved at ${depot} meanwhile. Look again, then push.`,
    'already-exists': (depot: string) => `${depot} has it already.`,
    atomic: (depot: string) => `Something else was wrong, so ${depot} was sent nothing.`,
  },
  role: { owner: 'Owner', maintainer: 'Maintainer', contributor: 'Contributor' },
  maintainerOf: (patterns: string) => `Maintainer of ${patterns}`,
  alsoBack: (pattern: string) => `${pattern} (may force-push)`,
  roles: {
    label: 'People with a role',
    nobody: 'Nobody has pushed yet',
    begins: (owner: string) => `${owner} owns this project, and begins with the first push.`,
    begin: 'The project is yours: give others a role now, or after your first push.',
    you: 'you',
    since: (day: string, by: string) => `since ${day}, by ${by}`,
    until: (day: string) => `until ${day}`,
    give: 'Let somebody push…',
    takeBack: 'Take back…',
    takeBackFrom: (name: string) => `Take back the role of ${name}`,
    mayNot: 'Owners and maintainers say who may push.',
  },
  grant: {
    title: (project: string, depot: string) => `Who may push ${project} to ${depot}`,
    who: 'Who',
    somebodyElse: 'Somebody else, by six words or id…',
    typed: 'Six words, or the id',
    typedHint: 'Their words stand in their window, at the bottom left.',
    unknown:
      'Nobody whom this computer has met has these words. Meet once on the same network, or type the id.',
    words: (name: string) => `The six words of ${name}`,
    compare: (name: string) =>
      `The role is given to this key. Compare the words with ${name}, aloud or side by side.`,
    replaces: (name: string) => `${name} has a role already. This one takes its place.`,
    role: 'Role',
    effect: {
      owner: 'Pushes every branch and tag, and says who else may. Give this to few.',
      maintainer: 'Pushes the branches below, and lets others contribute.',
      contributor: 'Pushes branches in a place of their own, and nothing else.',
    },
    patterns: 'Branches',
    patternsHint: <T>(star: T, tags: T): Parts<T> => [
      'With commas between them; ',
      star,
      ' at the end for anything. Tags: ',
      tags,
      '.',
    ],
    noPatterns: 'Say which branches, as in main, release/*.',
    badPattern: (pattern: string) => `“${pattern}” is no name of branches.`,
    rewinds: 'May force-push, and delete',
    rewindsEffect: 'They may throw away commits of these branches, and the branches.',
    until: 'For how long',
    ends: {
      never: 'until it is taken back',
      month: 'for 30 days',
      quarter: 'for 90 days',
      year: 'for a year',
    },
    nobody: 'Choose somebody.',
    give: 'Give this role',
  },
  revoke: {
    title: (name: string) => `Take back the role of ${name}?`,
    effect: (name: string, depot: string) =>
      `${depot} takes nothing more from this key of ${name}’s, at once. What was pushed stays.`,
    own: (depot: string) =>
      `${depot} takes nothing more from you, at once. Only an owner can give you a role again.`,
    words: 'The six words of this key',
    wordsHint: 'Somebody whose laptop is lost has them written down, or reads them out to you.',
    keep: 'Keep it',
    revoke: 'Take it back',
  },
  log: {
    label: 'What was done, the newest first',
    empty: 'Nothing was pushed yet',
    emptyEffect: 'Each push stands here then, with who signed it.',
    checked: (n: number) => `${counted(n, 'entry', 'entries')}, each signed by somebody who may.`,
    same: (depot: string, n: number) =>
      `${depot} tells the same, as far as entry ${counts.figure(n)}.`,
    pushed: (name: string) => `${name} pushed`,
    gave: (name: string, to: string, role: string) => `${name} gave ${to} a role: ${role}`,
    gaveUntil: (name: string, to: string, role: string, day: string) =>
      `${name} gave ${to} a role until ${day}: ${role}`,
    took: (name: string, from: string) => `${name} took back the role of ${from}`,
    begun: (name: string) => `${name} began as the owner`,
    isNew: 'new',
    isAway: 'taken away',
    isForced: 'commits lost',
    more: (n: number) => `and ${counts.figure(n)} more`,
  },
  /** What this computer keeps for others. */
  kept: {
    title: 'What this depot keeps',
    note: (projects: number, used: string) => `${counts.projects(projects)}, ${used}`,
    usedOf: (used: string, quota: string) => `${used} of ${quota}`,
    full: 'Almost full: remove what nobody needs, or give it more room.',
    folder: 'Folder',
    takes: 'Takes up by itself',
    takesNothing: 'Nothing; what is to be kept is added on the command line.',
    nothing: 'Nothing is kept yet',
    nothingEffect: 'Projects come as soon as somebody shares them with this depot.',
    toEveryone: 'Shown to everyone',
    toSome: (names: string) => `Shown to ${names}`,
    nothingCame: 'Nothing has come yet',
    person: (words: string, heads: number) => `${words} (${counts.figure(heads)})`,
    since: (day: string) => `kept since ${day}`,
  },
};
