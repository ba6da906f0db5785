import type { KnipConfig } from 'knip';

// Finds files, exports and packages that nothing uses. What the build's, the tests' and the tools' own
// configurations start is known from them; this names the rest.
export default {
  entry: [
    'renderer/main.tsx', // from index.html
    'bench/run.ts', // from scripts/bench.mjs; the others by path, too
    'bench/rivals/{http2-client,http2-server,smart-http-server,tracker}.ts',
    'bench/support/{depot/people,soak/room}.ts',
    'bench/beyond/{relay,tracker}-program.ts',
    'e2e/lab/discovery-agent.ts',
    'e2e/support/older-peer.ts',
    'engine/scenarios/support/{attacked-engine,moving-process}.ts',
    'scripts/lib/vitest-reporter.mjs', // from scripts/test.mjs, by path
    'scripts/*.mjs',
  ],
  project: [
    '{shared,engine,host,electron,cli,renderer,e2e,bench}/**/*.{ts,tsx,css}',
    '*.ts',
    'scripts/**/*.mjs',
  ],
  // Fonts come by `@import` in CSS.
  compilers: {
    css: (text: string) => (text.match(/(?<=@)import[^;]+/g) ?? []).join('\n'),
  },
  // scripts/lib/checks.mjs starts these by name.
  ignoreDependencies: ['@typescript/native', 'dependency-cruiser'],
  // Programs of the system (`ip`, `mount`), which tests run where they are, come from no package.
  exclude: ['binaries'],
} satisfies KnipConfig;
