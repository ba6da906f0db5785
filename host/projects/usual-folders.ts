import { join } from 'node:path';

/** Where developers keep their projects, below their home. */
const USUAL = [
  'src',
  'code',
  'Code',
  'projects',
  'Projects',
  'dev',
  'Developer',
  'development',
  'git',
  'repos',
  'repositories',
  'source',
  'work',
  'workspace',
  'go/src',
  'source/repos',
  'GitHub',
  'Documents',
  'Documents/GitHub',
  'Desktop',
  'Shoal',
] as const;

/** Folders of others' code, of what was built, and of the system. */
const PASSED_OVER =
  /^(?:\.|node_modules$|vendor$|target$|build$|dist$|out$|AppData$|Library$|Applications$|Music$|Movies$|Videos$|Pictures$|Public$|snap$)/;

/** A folder to look into, and how many levels below it a project may be. */
export interface Place {
  readonly path: string;
  readonly levels: 1 | 2;
}

/** Where to look for projects, the likeliest places first; the home itself only at its top. */
export function usualPlaces(home: string): Place[] {
  return [
    ...USUAL.map((name): Place => ({ path: join(home, ...name.split('/')), levels: 2 })),
    { path: home, levels: 1 },
  ];
}

/** Whether a folder of this name is looked into. */
export function mayHoldProjects(name: string): boolean {
  return !PASSED_OVER.test(name);
}

/** Where something else is mounted, as Linux tells it (proc(5), `/proc/self/mountinfo`): perhaps a network. */
export function mountPoints(mountinfo: string): Set<string> {
  const points = mountinfo.split('\n').flatMap((line) => line.split(' ')[4] ?? []);
  return new Set(points.map(unescaped));
}

/** Blanks and the like stand there as octal numbers. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 8)),
  );
}
