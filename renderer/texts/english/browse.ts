import { plurals } from '../../../shared/texts/plural.ts';

const { counted } = plurals('en-GB');

/** A look at a project: its README, commits and files. */
export const browse = {
  label: 'A look at the project',
  lookingTitle: 'Having a look',
  looking: 'Asking whoever has this project what is in it.',
  failedTitle: 'There is nothing to see',
  defaultBranch: 'Look at the default branch',
  lastCommit: (age: string) => `last commit ${age}`,
  teammatesCopy: 'A teammate’s copy',
  copyOf: (name: string) => `${name}’s copy`,
  yourCopy: 'Your copy',
  whoseCopy: 'Whose copy',
  branchOrTag: 'Branch or tag',
  latestCommits: 'Latest commits',
  latest: (n: number) => `The latest ${n} commits.`,
  noCommitsTitle: 'No commits to show',
  noCommits: 'Whoever has this project shares no commit with you right now.',
  filesAndFolders: 'Files and folders',
  files: (n: number) => counted(n, 'file', 'files'),
  licence: 'licence in',
  noFilesTitle: 'No files yet',
  noFiles: 'The latest commit of this project holds nothing.',
  moreFiles: 'There are more; these are the first.',
  languages: 'Languages',
  other: 'Other',
  noReadmeTitle: 'No README',
  noReadme: 'This project has none, or none that is text. Commits and files tell more about it.',
  readmeIsCut:
    'This README is longer than what is shown here. Clone the project to read all of it.',
  image: 'image',
  imageOf: (what: string) => `image: ${what}`,
};
