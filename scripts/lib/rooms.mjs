// How large a file and a room may become. Pure rules; scripts/check-rooms.mjs counts.

const MAX_LINES = 300;
const MAX_FILES = 15;
const MAX_SHARE = 0.15;

/** A list of pictures: longer with each of them, and no harder to read. */
const DATA = ['renderer/gallery/states.ts'];

/** One verb of git in each file: a shelf, where every file stands alone. */
const SHELF = 'git';

/** Tests, and what serves them. */
const BESIDE_THE_ENGINE = /\.test\.ts$|^engine\/(scenarios|testing)\//;

/**
 * What is larger than it may be, as sentences: a file of more than 300 lines; a folder of a room in
 * `engine/` with more than 15 files; a room of more than 15 % of the engine's lines.
 *
 * @param {readonly { path: string, lines: number }[]} files with `/` between folders
 * @returns {string[]}
 */
export function roomProblems(files) {
  const engine = files.filter(({ path }) => isOfEngine(path));
  const total = linesOf(engine);
  const inRooms = engine.filter(({ path }) => roomOf(path) !== null && roomOf(path) !== SHELF);
  return [
    ...files
      .filter(({ path, lines }) => lines > MAX_LINES && !DATA.includes(path))
      .map(({ path, lines }) => `${path} has ${lines} lines, and may have ${MAX_LINES}`),
    ...groups(inRooms, ({ path }) => path.slice(0, path.lastIndexOf('/')))
      .filter(([, found]) => found.length > MAX_FILES)
      .map(([folder, { length }]) => `${folder}/ holds ${length} files, and may hold ${MAX_FILES}`),
    ...groups(inRooms, ({ path }) => roomOf(path))
      .map(([room, found]) => [room, linesOf(found) / total])
      .filter(([, share]) => share > MAX_SHARE)
      .map(
        ([room, share]) =>
          `engine/${room} is ${percent(share)} of the engine, and may be ${percent(MAX_SHARE)}`,
      ),
  ];
}

function isOfEngine(path) {
  return path.startsWith('engine/') && path.endsWith('.ts') && !BESIDE_THE_ENGINE.test(path);
}

/** `null` for a file that stands outside of all rooms. */
function roomOf(path) {
  const [, room, file] = path.split('/');
  return file === undefined ? null : room;
}

function linesOf(files) {
  return files.reduce((sum, { lines }) => sum + lines, 0);
}

/** `Map.groupBy`, which Node 20 does not have. */
function groups(files, keyOf) {
  const found = new Map();
  for (const file of files) found.set(keyOf(file), [...(found.get(keyOf(file)) ?? []), file]);
  return [...found];
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
