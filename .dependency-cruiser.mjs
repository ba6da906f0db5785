// Who may import whom: the one place that says it. `npm run check` asks dependency-cruiser, which
// counts `import type` and `import()` like every other import.

/** The folders at the top, and what each may import beside itself. */
const LAYERS = {
  shared: [],
  engine: ['shared'],
  host: ['engine', 'shared'],
  electron: ['host', 'engine', 'shared'],
  cli: ['host', 'engine', 'shared'],
  renderer: ['shared'],
};

/**
 * The rooms of a folder, floor by floor from the ground. A room imports from floors below its own:
 * from none above, and from no neighbour. The files outside of all rooms stand on the roof.
 */
const FLOORS = {
  engine: [
    ['errors', 'files', 'waiting'],
    ['git', 'identity', 'store'],
    ['chain', 'lfs', 'packs'],
    ['comparing', 'gtp', 'radar', 'reels', 'remotes', 'repositories'],
    ['activity', 'depot', 'peers', 'punching', 'relay'],
    ['asking', 'doctor', 'swarms', 'tracker'],
    ['overviews', 'quarantine'],
    ['pushes'],
    ['receiving', 'serving'],
    ['guests', 'transfers'],
    ['contents', 'following', 'heads', 'history', 'mirroring', 'open-room', 'pushing'],
  ],
  renderer: [
    ['texts'],
    ['view'],
    ['state'],
    ['components', 'connection'],
    ['pieces'],
    ['screens'],
    ['app'],
  ],
};

/** Tests, what only they use, measurements and tools. */
const NOT_PRODUCT = [
  '\\.(test|spec|compliance)\\.ts$',
  '/(fake-[^/]+|[^/]+-double|simulated-[^/]+)\\.ts$',
  '^engine/(scenarios|testing)/',
  '^renderer/gallery/',
  '^(e2e|bench|scripts)/',
];

const either = (names) => `(${names.join('|')})`;

const layers = Object.entries(LAYERS).map(([layer, below]) => ({
  name: `${layer} imports only ${[layer, ...below].join(', ')}`,
  severity: 'error',
  from: { path: `^${layer}/` },
  to: {
    path: `^${either(Object.keys(LAYERS))}/`,
    pathNot: `^${either([layer, ...below])}/`,
  },
}));

const floors = Object.entries(FLOORS).flatMap(([folder, storeys]) => [
  ...storeys.flatMap((rooms, floor) =>
    rooms.map((room) => ({
      name: `${folder}/${room} imports only rooms below it`,
      severity: 'error',
      from: { path: `^${folder}/${room}/`, pathNot: NOT_PRODUCT },
      to: {
        path: `^${folder}/`,
        pathNot: `^${folder}/${either([room, ...storeys.slice(0, floor).flat()])}/`,
      },
    })),
  ),
  {
    name: `every room of ${folder} has a floor`,
    comment: `FLOORS in .dependency-cruiser.mjs does not name this room.`,
    severity: 'error',
    from: {},
    to: {
      path: `^${folder}/[^/]+/`,
      pathNot: [`^${folder}/${either(storeys.flat())}/`, ...NOT_PRODUCT],
    },
  },
]);

/** A package, or what it exports, whatever node_modules looks like. */
const packageNamed = (name) => `(^|/)node_modules/${name}/`;

export default {
  forbidden: [
    ...layers,
    ...floors,
    {
      name: 'no circle of imports',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'the product does not import its tests',
      severity: 'error',
      from: { path: `^${either(Object.keys(LAYERS))}/`, pathNot: NOT_PRODUCT },
      to: { path: NOT_PRODUCT },
    },
    {
      name: 'unit tests import nothing from e2e or scripts',
      severity: 'error',
      from: { path: `^${either(Object.keys(LAYERS))}/` },
      to: { path: '^(e2e|bench|scripts)/' },
    },
    {
      name: 'shared and renderer use no Node module',
      severity: 'error',
      from: { path: '^(shared|renderer)/', pathNot: NOT_PRODUCT },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only electron imports Electron',
      severity: 'error',
      from: { path: `^${either(Object.keys(LAYERS))}/`, pathNot: '^electron/' },
      to: { path: packageNamed('electron') },
    },
    {
      name: 'only renderer imports React',
      severity: 'error',
      from: { path: '^(shared|engine|host|electron|cli)/' },
      to: { path: packageNamed('(react|react-dom|react-aria-components|zustand)') },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
