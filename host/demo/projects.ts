import type { DemoBranch, DemoCommit } from './history.ts';

export const TEAMMATES = ['Anchovy', 'Herring', 'Smelt'] as const;
export type Teammate = (typeof TEAMMATES)[number];

interface DemoProject {
  readonly name: string;
  readonly description: string;
  readonly trunk: DemoBranch;
}

/** One copy of a project: whose it is, and which of the project's branches it has, in order. */
export interface DemoCopy {
  readonly owner: Teammate | 'mine';
  readonly project: DemoProject;
  readonly branches: readonly DemoBranch[];
}

/**
 * What the demo shows: a project I have an older copy of, one I am up to date with, one that others and I
 * changed, and others.
 */
export function demoCopies(): DemoCopy[] {
  const [anchovy, herring, smelt] = TEAMMATES;
  const map = project('harbour-map', anchovy, 'Live ferry positions on a vector map', MAP);
  const shell = project('sea-shell', anchovy, 'Shell, editor and window manager', SHELL);
  const tides = project('tide-tables', herring, 'Tide prediction from gauge history', TIDES);
  const lantern = project('lantern-fw', smelt, 'Firmware for a light installation', LANTERN);
  const menus = project('menu-ocr', herring, 'Reads menus aloud, hackathon entry', MENUS);
  const labels = ['Keep labels off the shipping lanes'];
  const layer = ['Draw vessels from the position stream', 'Fade old positions'];
  const tiles = ['Cache vector tiles', 'Keep tiles between zoom levels'];
  const leap = ['Count the 29th of February'];
  const flash = work('flash', anchovy, ['Switch on the light at night']);
  const currencies = edit('currencies', herring, 'Tell the currency of a price', 'reader');
  const mine = { ...edit('main', 'You', 'Round prices up', 'reader'), from: null };
  const { trunk } = map;
  return [
    { owner: 'mine', project: map, branches: [shortened(trunk, 4)] },
    { owner: anchovy, project: map, branches: [trunk, work('labels', anchovy, labels)] },
    {
      owner: herring,
      project: map,
      branches: [shortened(trunk, 2), work('live-layer', herring, layer)],
    },
    { owner: smelt, project: map, branches: [shortened(trunk, 4), work('tiles', smelt, tiles)] },
    { owner: 'mine', project: shell, branches: [shell.trunk] },
    { owner: anchovy, project: shell, branches: [shell.trunk] },
    { owner: herring, project: tides, branches: [tides.trunk] },
    { owner: smelt, project: tides, branches: [tides.trunk, work('leap-year', smelt, leap)] },
    { owner: smelt, project: lantern, branches: [lantern.trunk] },
    // Their commits are here already, so that it is seen at once what merging them would come to.
    {
      owner: 'mine',
      project: menus,
      branches: [
        menus.trunk,
        { ...flash, name: 'review/flash' },
        { ...currencies, name: 'review/currencies' },
        mine,
      ],
    },
    { owner: anchovy, project: menus, branches: [menus.trunk, flash] },
    { owner: herring, project: menus, branches: [menus.trunk, flash, currencies] },
  ];
}

/** The subjects of a project's commits, oldest first, by the file that they change. */
type Story = readonly (readonly [file: string, ...subjects: string[]])[];

const MAP: Story = [
  ['coast', 'Draw the coast line', 'Simplify the coast line when zoomed out'],
  ['piers', 'Add the piers', 'Name the piers in both languages'],
  ['legend', 'Add a legend', 'Fold the legend in a narrow window'],
  ['scale', 'Add a scale bar', 'Show nautical miles on the scale bar'],
  ['routes', 'Read ferry routes from GTFS', 'Split routes at every stop'],
  ['compass', 'Turn the north arrow with the map', 'Hide the arrow when north is up'],
  ['polygons', 'Draw the fairways', 'Fix the harbour polygon at low tide'],
];
const SHELL: Story = [
  ['shell', 'Share one history between shells', 'Shorten the prompt'],
  ['editor', 'Show trailing spaces', 'Fold long functions'],
];
const TIDES: Story = [
  ['tables', 'Print a month of tides', 'Align the columns'],
  ['moon', 'Mark spring and neap tides', 'Compute moon phases without a table'],
  ['zones', 'Tell local time from UTC'],
];
const LANTERN: Story = [
  ['lamp', 'Turn the lamp', 'Slow down smoothly'],
  ['horn', 'Sound the fog horn', 'Keep quiet at night'],
];
const MENUS: Story = [
  ['camera', 'Find the page in the picture', 'Straighten the page'],
  ['reader', 'Read dishes and prices', 'Skip the allergens on demand'],
];

function project(name: string, author: Teammate, description: string, story: Story): DemoProject {
  const readme = { 'README.md': `# ${name}\n\n${description}.\n` };
  const commits = story.flatMap(([file, ...subjects]) =>
    subjects.map(
      (subject, index): DemoCommit => ({
        subject,
        files: { ...readme, [`src/${file}.txt`]: lines(subject, 20 + 10 * index) },
      }),
    ),
  );
  return { name, description, trunk: { name: 'main', from: null, author, commits } };
}

function work(name: string, author: Teammate, subjects: readonly string[]): DemoBranch {
  const commits = subjects.map((subject) => ({
    subject,
    files: { [`src/${name}/${slug(subject)}.txt`]: lines(subject, 15) },
  }));
  return { name, from: 'main', author, commits };
}

/** A commit that writes a file of the trunk anew. */
function edit(name: string, author: string, subject: string, file: string): DemoBranch {
  const files = { [`src/${file}.txt`]: lines(subject, 20) };
  return { name, from: 'main', author, commits: [{ subject, files }] };
}

function shortened(branch: DemoBranch, by: number): DemoBranch {
  return { ...branch, commits: branch.commits.slice(0, -by) };
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(' ', '-');
}

function lines(text: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `${index + 1}: ${text}\n`).join('');
}
