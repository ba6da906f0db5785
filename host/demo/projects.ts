import type { DemoBranch, DemoCommit } from './history.ts';

export const TEAMMATES = ['Anchovy', 'Herring', 'Smelt'] as const;
export type Teammate = (typeof TEAMMATES)[number];

export interface DemoProject {
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

/** What the demo shows: a project I have an older copy of, one that two others share, one of one. */
export function demoCopies(): DemoCopy[] {
  const [anchovy, herring, smelt] = TEAMMATES;
  const map = project('harbour-map', anchovy, 'Live ferry positions on a vector map', MAP_STEPS);
  const tides = project('tide-tables', herring, 'Tide prediction from gauge history', TIDE_STEPS);
  const lantern = project('lantern-fw', smelt, 'Firmware for a light installation', LAMP_STEPS);
  const layer = ['Draw vessels from the position stream', 'Fade old positions'];
  const tiles = ['Cache vector tiles', 'Keep tiles between zoom levels'];
  const leap = ['Count the 29th of February'];
  const { trunk } = map;
  return [
    { owner: 'mine', project: map, branches: [shortened(trunk, 4)] },
    { owner: anchovy, project: map, branches: [trunk] },
    { owner: herring, project: map, branches: [trunk, work('live-layer', herring, layer)] },
    { owner: smelt, project: map, branches: [shortened(trunk, 2), work('tiles', smelt, tiles)] },
    { owner: herring, project: tides, branches: [tides.trunk] },
    { owner: smelt, project: tides, branches: [tides.trunk, work('leap-year', smelt, leap)] },
    { owner: smelt, project: lantern, branches: [lantern.trunk] },
  ];
}

const MAP_STEPS = [
  'coast line',
  'piers',
  'ferry routes',
  'legend',
  'north arrow',
  'scale bar',
  'fairways',
];
const TIDE_STEPS = ['tables', 'moon phases', 'time zones', 'printing'];
const LAMP_STEPS = ['lamp', 'clockwork', 'fog horn'];

function project(
  name: string,
  author: Teammate,
  description: string,
  steps: readonly string[],
): DemoProject {
  const commits = steps.flatMap((step, index): DemoCommit[] => [
    {
      subject: `Add the ${step}`,
      files: {
        'README.md': `# ${name}\n\n${description}.\n\n${list(steps.slice(0, index + 1))}`,
        [`src/${slug(step)}.txt`]: lines(step, 20),
      },
    },
    {
      subject: `Refine the ${step}`,
      files: { [`src/${slug(step)}.txt`]: lines(`${step}, second look`, 30) },
    },
  ]);
  return { name, description, trunk: { name: 'main', from: null, author, commits } };
}

function work(name: string, author: Teammate, subjects: readonly string[]): DemoBranch {
  const commits = subjects.map((subject) => ({
    subject,
    files: { [`src/${name}/${slug(subject)}.txt`]: lines(subject, 15) },
  }));
  return { name, from: 'main', author, commits };
}

function shortened(branch: DemoBranch, by: number): DemoBranch {
  return { ...branch, commits: branch.commits.slice(0, -by) };
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(' ', '-');
}

function list(items: readonly string[]): string {
  return `${items.map((item) => `- ${item}`).join('\n')}\n`;
}

function lines(text: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `${index + 1}: ${text}\n`).join('');
}
