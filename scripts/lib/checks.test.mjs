import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runChecks } from './checks.mjs';
import { ROOT } from './root.mjs';
import { SOURCE_FOLDERS } from './source-folders.mjs';

const RULES = ['.dependency-cruiser.mjs', '.gitignore', 'biome.json', 'knip.config.ts'];

/** A small house under the rules of this one. */
const SOUND = {
  'package.json': '{\n  "name": "small",\n  "type": "module"\n}\n',
  'shared/words.ts': "export const hello: string = 'hello';\n",
  'engine/store/file.ts':
    "import { hello } from '../../shared/words.ts';\n\nexport const file = hello;\n",
  'engine/transfers/job.ts':
    "import { file } from '../store/file.ts';\n\nexport const job = () => file;\n",
  // So much that no other room is large beside it.
  'engine/git/verb.ts': `${'// A line.\n'.repeat(90)}export const verb = 'fetch';\n`,
  'bench/run.ts':
    "import { verb } from '../engine/git/verb.ts';\nimport { job } from '../engine/transfers/job.ts';\n\njob();\nverb.trim();\n",
  'renderer/main.tsx': "import { Page } from './app/page.tsx';\n\nPage();\n",
  'renderer/app/page.tsx':
    "import { hello } from '../../shared/words.ts';\n\nexport const Page = () => <p>{hello}</p>;\n",
};

/** What is wrong with another one. */
const FAULTS = {
  ...SOUND,
  // A type is an import, too.
  'renderer/app/page.tsx':
    "import type { Kept } from '../../engine/store/file.ts';\n\nexport const Page = (kept: Kept) => <p>{kept.name}</p>;\n",
  // Up the stairs, and round in a circle.
  'engine/store/file.ts':
    "import { hello } from '../../shared/words.ts';\nimport { job } from '../transfers/job.ts';\n\nexport interface Kept {\n  name: string;\n}\nexport const file: string = hello + job;\n",
  'engine/cellar/barrel.ts': "export const barrel = 'of a room that has no floor';\n",
  'engine/parts.ts':
    "import { barrel } from './cellar/barrel.ts';\n\nexport const part: any = barrel;\n",
  'engine/parts.test.ts':
    "import { part } from './parts.ts';\nimport { job } from './transfers/job.ts';\n\njob();\nexport const checked = part;\n",
  'shared/words.ts':
    "import { sep } from 'node:path';\nimport { checked } from '../engine/parts.test.ts';\n\nexport const hello = sep + checked;\nexport const nobodyWantsMe = 1;\n",
  'cli/show.ts':
    "import { app } from 'electron';\nimport { version } from 'react';\n\nconsole.log(app, version);\n",
  'host/host.test.ts': "import { lab } from '../e2e/lab.ts';\n\nlab();\n",
  'e2e/lab.ts': 'export const lab = () => 1;\n',
  'shared/nobody-reads-me.ts': 'export {};\n',
  'shared/long.ts': '// A line.\n'.repeat(301),
  'renderer/main.tsx':
    "import { Page } from './app/page.tsx';\n\nconst old: number = 'not a number';\nPage({ name: old });\n",
};

const folders = [];

async function outcomesOf(files) {
  const folder = mkdtempSync(join(tmpdir(), 'shoal-checks-'));
  folders.push(folder);
  for (const rule of [...RULES, 'tsconfig.json']) cpSync(join(ROOT, rule), join(folder, rule));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const source of SOURCE_FOLDERS) mkdirSync(join(folder, source));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const outcomes = await runChecks(folder, () => {});
  return Object.fromEntries(outcomes.map(({ name, ...outcome }) => [name, outcome]));
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test('a sound house passes all checks', async () => {
  const outcomes = await outcomesOf(SOUND);
  const failed = Object.entries(outcomes).filter(([, { passed }]) => !passed);
  expect(failed).toEqual([]);
});

describe('what is wrong is found, by the name of its rule', () => {
  let outcomes;
  beforeAll(async () => {
    outcomes = await outcomesOf(FAULTS);
  });

  test.each([
    ['layers', 'renderer imports only renderer, shared: renderer/app/page.tsx'],
    ['layers', 'engine/store imports only rooms below it: engine/store/file.ts'],
    ['layers', 'no circle of imports: engine/store/file.ts'],
    ['layers', 'every room of engine has a floor: engine/parts.ts'],
    ['layers', 'the product does not import its tests: shared/words.ts'],
    ['layers', 'shared and renderer use no Node module: shared/words.ts'],
    ['layers', 'only electron imports Electron: cli/show.ts'],
    ['layers', 'only renderer imports React: cli/show.ts'],
    ['layers', 'unit tests import nothing from e2e or scripts: host/host.test.ts'],
    ['dead code', 'nobodyWantsMe'],
    ['dead code', 'shared/nobody-reads-me.ts'],
    ['rooms', 'shared/long.ts has 301 lines, and may have 300'],
    ['types', 'renderer/main.tsx(3,7)'],
    ['lint and format', 'noExplicitAny'],
  ])('%s: %s', (check, words) => {
    expect(outcomes[check].passed).toBe(false);
    expect(outcomes[check].output).toContain(words);
  });
});
