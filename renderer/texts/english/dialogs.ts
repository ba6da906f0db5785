import { plurals } from '../../../shared/texts/plural.ts';
import type { Parts } from '../../../shared/texts/translation.ts';

const { counted } = plurals('en-GB');

/** What is asked before something is done. */
export const dialogs = {
  add: {
    title: 'Add a repository',
    folder: 'Folder on this computer',
    hint: 'The full path of a git repository. Nobody sees it until you say who may.',
    adding: 'Adding…',
    add: 'Add',
  },
  cancelTransfer: {
    title: {
      clone: (name: string) => `Cancel the clone of ${name}?`,
      fetch: (name: string) => `Cancel the fetch of ${name}?`,
    },
    lost: (bytes: string) => `The ${bytes} that are here will be thrown away.`,
    pausedKeeps: 'While it is paused they are kept, also when Shoal is closed.',
    pauseKeeps: 'A pause keeps them, also when Shoal is closed.',
    keep: 'Keep it',
    goOn: 'Go on',
    pauseInstead: 'Pause instead',
    throwAway: 'Cancel and throw away',
  },
  clone: {
    addressTitle: 'Clone an address',
    title: (name: string) => `Clone ${name}`,
    address: 'Address of the repository',
    addressHint: 'What teammates have of it comes from them, and the rest from there.',
    noAddress: 'Type an address, as in https://example.org/team/app.git.',
    into: 'Into this folder',
    intoHint: 'A new folder, or an empty one.',
    nobodyHere: 'Nobody who has it is here right now.',
    from: (names: string) => `From ${names}.`,
  },
  invite: {
    title: 'Invite somebody',
    effect:
      'Whoever has this link can reach this computer, and sees what you share with them. They paste it where it says “Connect to an address”.',
    about: 'To',
    anything: 'whatever you share',
    goodFor: 'Good for',
    ends: { day: 'a day', week: 'a week', month: '30 days' },
    code: 'Code of this invitation',
    until: (time: string) => `Good until ${time}.`,
    onlyHere: (places: string) =>
      `It leads ${places === '' ? 'nowhere' : `to ${places} and nowhere else`}. For somebody on another network, name a relay or a tracker in the settings first.`,
  },
  connect: {
    title: 'Connect to an address',
    why: 'Whoever is on this network shows up by themselves. Someone elsewhere, or behind a network that hides them, can be reached by address, or by an invitation from them.',
    address: 'Address and port, or the link of an invitation',
    hint: 'Your teammate finds the port of their computer at the bottom left of their window, and makes an invitation here, in theirs.',
    inviteInstead: 'Invite them instead…',
    noAddress:
      'Type an address and a port, as in 192.168.1.20:7654, or the link of an invitation, which begins with shoal://invite/.',
    connecting: 'Connecting…',
    connect: 'Connect',
    invite: {
      title: 'What this invitation holds',
      from: 'From',
      known: (name: string) => `${name}, whom this computer has met`,
      unknown: (id: string) => `a computer that was not met yet, with the key ${id}`,
      project: 'Project',
      anyProject: 'whatever they share with you',
      someProject: 'one that is not known here yet',
      reachedAt: 'Reached at',
      relays: 'New relays',
      trackers: 'New trackers',
      until: 'Good until',
      effect:
        'It gives no right to see anything: who sees what stays as each of you says. A relay sees when and how much you talk, not what; a tracker sees that somebody asks.',
      expired: 'This invitation has expired. Ask for a new one.',
      own: 'This invitation is your own. Give it to somebody else.',
      accept: 'Accept the invitation',
    },
  },
  follow: {
    title: (name: string) => `Following ${name}`,
    titleIn: (name: string, repository: string) => `Following ${name} in ${repository}`,
    everywhere: (name: string) =>
      `${name}’s commits come by themselves, in every project that you both have.`,
    inherited: (name: string) =>
      `You follow ${name} everywhere. What you set here counts for this project only.`,
    here: (name: string) => `${name}’s commits in this project come by themselves.`,
    mine: 'Your branches that move along',
    none: 'none',
    mineHint: (name: string) =>
      `When ${name}’s branch of that name moves, and only while yours has nothing of its own and no changes.`,
    announce: 'Announce what comes',
    announceEffect: 'One notification for all that comes in a while.',
    stop: 'Stop following',
    stopHere: 'Stop following here',
    save: 'Save',
  },
  limits: {
    title: 'Speed limits',
    what: 'Shoal moves commits as fast as the network can. Where others need it too, say how much it may take, in megabytes a second.',
    download: 'Download',
    fromAll: 'From everyone together',
    fromEach: 'From each teammate',
    upload: 'Upload',
    toAll: 'To everyone together',
    toEach: 'To each teammate',
    removeAll: 'Remove all limits',
    setting: 'Setting…',
    set: 'Set limits',
  },
  merge: {
    refused: (head: string) => `Merge ${head}`,
    title: (head: string, branch: string) => `Merge ${head} into ${branch}?`,
    fastForward: (branch: string, head: string) =>
      `Your ${branch} moves along to the newest commit of ${head}. No commit is made.`,
    clean: (branch: string) => `It merges cleanly: a merge commit is made on your ${branch}.`,
    effect: 'Your files follow, and it can be undone.',
    merge: 'Merge',
  },
  refusal: {
    inTerminal: 'In a terminal, in the folder of the repository:',
    copy: 'Copy the command',
  },
  remove: {
    title: (name: string) => `Remove ${name} from Shoal?`,
    effect:
      'Shoal stops sharing it and no longer fetches into it. The folder and everything in it stay as they are.',
    keep: 'Keep it',
    remove: 'Remove',
  },
  reset: {
    title: 'Reset all settings?',
    effect:
      'Your name, folders, limits and everything else on this page go back to how they were at first; guests are let out, and plain git is as it was without Shoal. What you share, and whom you trust and follow, stays.',
    keep: 'Keep them',
    reset: 'Reset',
  },
  shareBack: {
    share: 'Share it back',
    with: 'with',
    whoMaySee: 'Who may see it',
    warning: 'So far, it is shared with some people only. Ask them before you show it to everyone.',
    on: (audience: string) => `${audience} Shared once it is here; you can change it at any time.`,
    off: 'Others could take it from you, too. As it is, nobody sees your copy.',
  },
  guests: {
    title: 'Guests',
    what: 'Whoever reaches this computer over the network can clone, with plain git and without Shoal, what you share with everyone. They can read that, and nothing else.',
    letIn: 'Let guests in',
    orLetThemIn: 'Or let them in',
    letThemIn: 'Let them in',
    howLong: 'How long guests are let in',
    choose: 'choose…',
    nothingShared: 'Nothing is shared with everyone yet, so there is nothing to clone.',
    how: 'How guests clone',
    whichRepository: 'Which repository',
    everythingAt: <T>(place: T, clones: number): Parts<T> => [
      'Everything there is at ',
      place,
      `. Cloned ${counted(clones, 'time', 'times')} so far.`,
    ],
    code: (name: string) => `The address of ${name} for guests, as a code to scan`,
    otherAddresses: 'Other addresses of this computer',
    ends: {
      never: 'until I turn it off',
      hour: 'for an hour',
      evening: 'for four hours',
      midnight: 'until midnight',
    },
    isOff: 'Off: only teammates with Shoal get anything.',
    isOn: 'On, until you turn it off or Shoal ends.',
    isOnUntil: (time: string) => `On until ${time}, then off by itself.`,
  },
  pause: {
    title: 'Pause sharing',
    effect:
      'Nobody sees or gets anything of yours, guests neither, until it ends. What you fetch and follow goes on. What you chose for each repository stays as it is.',
    now: (paused: string) => `${paused}.`,
    resume: 'Resume sharing',
  },
};
