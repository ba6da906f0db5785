/** What the doctor finds on this computer itself. */
export const computerFindings = {
  problem: {
    meaning: 'Until then, something of Shoal does not work as it should.',
    do: 'Do what it says; this goes away by itself then.',
  },
  engine: {
    isComing: 'Shoal’s engine is not running at the moment.',
    hasStopped: 'Shoal’s engine has stopped.',
    meaning:
      'Nobody can connect to this computer, and nothing is fetched. Your repositories are safe.',
    wait: 'It is started again by itself: look again in half a minute.',
    restart: 'Quit Shoal and start it again.',
  },
  disk: {
    isFull: (free: string) => `The disk that Shoal keeps its data on is full: ${free} are free.`,
    isLow: (free: string) => `The disk that Shoal keeps its data on has only ${free} left.`,
    fullMeans:
      'Settings, trust and what was fetched cannot be written down, and others cannot be given all that they ask for.',
    lowMeans: 'A large fetch or clone may not find room.',
    do: 'Make room on it.',
  },
  repository: {
    isForeign: (path: string) => `${path} belongs to another user of this computer.`,
    foreignMeans:
      'git refuses to work in it, so nobody gets anything of it, although you share it.',
    unusableMeans: 'Nobody gets anything of it, although you may have shared it.',
    trustIt: 'If you trust what is in it, tell git so; or make it yours.',
    wait: 'Shoal looks at it again by itself once that is done.',
  },
};
