import type { DemoBranch, DemoCommit } from './history.ts';

export const TEAMMATES = ['Otter', 'Heron', 'Seal'] as const;
export type Teammate = (typeof TEAMMATES)[number];

/** One copy of a project: whose it is, and which of the project's branches it has, in order. */
export interface DemoCopy {
  readonly owner: Teammate | 'mine';
  readonly project: string;
  readonly branches: readonly DemoBranch[];
}

/** What the demo shows: a project I have an older copy of, one that two others share, one of one. */
export function demoCopies(): DemoCopy[] {
  const [otter, heron, seal] = TEAMMATES;
  const map = trunk('harbour-map', otter, 'A map of the harbour, drawn from tide data.', MAP_STEPS);
  const tides = trunk('tide-tables', heron, 'When the water comes and goes.', TIDE_STEPS);
  const light = trunk('lighthouse', seal, 'Keeps the lamp turning.', LIGHT_STEPS);
  return [
    { owner: 'mine', project: 'harbour-map', branches: [shortened(map, 4)] },
    { owner: otter, project: 'harbour-map', branches: [map] },
    {
      owner: heron,
      project: 'harbour-map',
      branches: [map, work('depth-colours', heron, ['Colour the map by depth', 'Explain colours'])],
    },
    {
      owner: seal,
      project: 'harbour-map',
      branches: [shortened(map, 2), work('buoys', seal, ['List the buoys', 'Draw the buoys'])],
    },
    { owner: heron, project: 'tide-tables', branches: [tides] },
    {
      owner: seal,
      project: 'tide-tables',
      branches: [tides, work('leap-year', seal, ['Count the 29th of February'])],
    },
    { owner: seal, project: 'lighthouse', branches: [light] },
  ];
}

const MAP_STEPS = ['coast', 'piers', 'depths', 'legend', 'north arrow', 'scale bar', 'fairway'];
const TIDE_STEPS = ['tables', 'moon phases', 'time zones', 'printing'];
const LIGHT_STEPS = ['lamp', 'clockwork', 'fog horn'];

function trunk(
  project: string,
  author: Teammate,
  purpose: string,
  steps: readonly string[],
): DemoBranch {
  const commits = steps.flatMap((step, index): DemoCommit[] => [
    {
      subject: `Add the ${step}`,
      files: {
        'README.md': `# ${project}\n\n${purpose}\n\n${list(steps.slice(0, index + 1))}`,
        [`src/${slug(step)}.txt`]: lines(step, 20),
      },
    },
    {
      subject: `Refine the ${step}`,
      files: { [`src/${slug(step)}.txt`]: lines(`${step}, second look`, 30) },
    },
  ]);
  return { name: 'main', from: null, author, commits };
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
