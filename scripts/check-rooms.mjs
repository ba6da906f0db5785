// Says which files and which rooms of the engine are larger than they may be (scripts/lib/rooms.mjs),
// in the folder it is started in: node scripts/check-rooms.mjs
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { roomProblems } from './lib/rooms.mjs';
import { SOURCE_FOLDERS } from './lib/source-folders.mjs';

const SOURCES = ['.ts', '.tsx', '.mjs', '.css'];

const problems = roomProblems(
  SOURCE_FOLDERS.filter((folder) => existsSync(folder))
    .flatMap(filesIn)
    .map((path) => ({ path, lines: readFileSync(path, 'utf8').trimEnd().split('\n').length })),
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && SOURCES.includes(extname(entry.name)))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.replaceAll('\\', '/'));
}
