/** Where source text is, tests and tools included. */
export const SOURCE_FOLDERS = [
  ...['shared', 'engine', 'host', 'electron', 'cli', 'renderer'],
  ...['e2e', 'bench', 'scripts'],
];
