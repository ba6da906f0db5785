import { plurals } from '../../../shared/texts/plural.ts';
import type { browse as english } from '../english/browse.ts';

const { counted } = plurals('de-DE');

export const browse = {
  label: 'Ein Blick ins Projekt',
  lookingTitle: 'Ein Blick hinein',
  looking: 'Wer dieses Projekt hat, wird gefragt, was darin ist.',
  failedTitle: 'Es gibt nichts zu sehen',
  defaultBranch: 'Den Standard-Branch ansehen',
  lastCommit: (age) => `letzter Commit ${age}`,
  teammatesCopy: 'Die Kopie von jemandem',
  copyOf: (name) => `Kopie von ${name}`,
  yourCopy: 'Deine Kopie',
  whoseCopy: 'Wessen Kopie',
  branchOrTag: 'Branch oder Tag',
  latestCommits: 'Neueste Commits',
  latest: (n) => `Die neuesten ${n} Commits.`,
  noCommitsTitle: 'Keine Commits zu zeigen',
  noCommits: 'Wer dieses Projekt hat, teilt im Moment keinen Commit mit dir.',
  filesAndFolders: 'Dateien und Ordner',
  files: (n) => counted(n, 'Datei', 'Dateien'),
  licence: 'Lizenz in',
  noFilesTitle: 'Noch keine Dateien',
  noFiles: 'Der neueste Commit dieses Projekts enthält nichts.',
  moreFiles: 'Es gibt mehr; das sind die ersten.',
  languages: 'Sprachen',
  other: 'Andere',
  noReadmeTitle: 'Kein README',
  noReadme: 'Dieses Projekt hat keines, oder keines, das Text ist. Commits und Dateien sagen mehr.',
  readmeIsCut:
    'Dieses README ist länger als das, was hier steht. Klone das Projekt, um es ganz zu lesen.',
  image: 'Bild',
  imageOf: (what) => `Bild: ${what}`,
} satisfies typeof english;
