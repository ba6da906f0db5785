/** What is wrong with teammates themselves, and why nothing of one is seen. */
export const peerFindings = {
  problem: {
    what: (name: string, problem: string) => `${name}: ${problem}`,
    meaning: 'Something of theirs may be missing or old here.',
    do: 'Ask them to update Shoal and to start it again; look again then.',
  },
  keyChanged: {
    what: (name: string) =>
      `${name} has another key than the one that you trusted under this name.`,
    meaning:
      'It may be a new computer, or somebody else: what you share with people you trust is not shown to it.',
    do: 'Compare the six words again, aloud or side by side.',
  },
  unknown: {
    what: (typed: string) =>
      `Nobody called “${typed}” was heard, or has been here since Shoal was started.`,
    meaning:
      'Their Shoal is not running, is on another network, or its announcements do not arrive here.',
    notLooking: 'This Shoal does not look around, so nobody is found by name.',
    do: 'Ask them to open Shoal, and to run its doctor. Connect by address to go round the network’s announcements.',
  },
  nothingTold: {
    what: (name: string) => `${name} has not said yet what it shares.`,
    meaning: 'Its list is on its way, or was refused.',
    do: 'Look again in a moment.',
  },
  sharesNothing: {
    what: (name: string) => `${name} shares nothing with you.`,
    meaning:
      'That is why no project of theirs is shown. What one may not see looks like what is not there.',
    do: 'Ask them to share it with everyone, or to trust this computer and share it with people they trust.',
  },
  shownNothing: {
    what: (name: string) => `You share nothing with ${name}.`,
    meaning: 'No project of yours shows up there.',
    do: 'Choose who may see a repository under My repositories, or with `shoal share`.',
  },
  notHeard: {
    what: (name: string) => `${name} is not connected, and was not heard just now.`,
    never: 'Their Shoal was ended, or was never heard on this network.',
    before: 'They were heard before: their computer sleeps, is off, or is on another network.',
    do: 'Ask them to open Shoal on the same network. To go round announcements, connect by address.',
  },
};
