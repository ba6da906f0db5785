import { rmSync } from 'node:fs';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { temporaryFolder } from './engine/testing/temporary-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the programs of a project of tests, each called by its source: `moving-process.mjs`. */
    programs: string;
  }
}

/** What tests start as a process of its own, again and again. */
const SOURCES: Readonly<Record<string, string>> = {
  integration: './engine/scenarios/support/moving-process.ts',
  attacks: './engine/scenarios/support/attacked-engine.ts',
  e2e: './e2e/lab/discovery-agent.ts',
};

/** What packages in CommonJS find there by themselves. */
const AS_IN_COMMONJS = 'const { filename: __filename, dirname: __dirname } = import.meta;';

/**
 * Makes each of them one file that Node runs as it is: that takes a second, and the engine then starts in a quarter
 * of a second of processor; through tsx, which reads hundreds of files, it takes two each time.
 */
export default async function setup({ name, provide }: TestProject): Promise<() => void> {
  const folder = temporaryFolder();
  await build({
    ...{ root: import.meta.dirname, configFile: false, logLevel: 'error' },
    ssr: { noExternal: true },
    build: {
      ...{ ssr: SOURCES[name], outDir: folder, target: 'node20', minify: false },
      rolldownOptions: { output: { entryFileNames: '[name].mjs', banner: AS_IN_COMMONJS } },
    },
  });
  provide('programs', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
