import { spawnSync } from 'node:child_process';
import { labObstacle } from '../../e2e/lab/obstacle.ts';

type Tool = 'rsync' | 'aria2c';

/** @throws with what to install if a program that a benchmark compares with is not here */
export function requireTools(...tools: readonly Tool[]): void {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version']).status !== 0);
  if (missing.length === 0) return;
  throw new Error(
    `This compares Shoal with ${missing.join(' and ')}: install what CONTRIBUTING.md lists under “Benchmarks”.`,
  );
}

/** @throws with a sentence where no network namespaces can be made */
export function requireLab(): void {
  const obstacle = labObstacle();
  if (obstacle !== null)
    throw new Error(`This measures hosts in network namespaces: it ${obstacle}.`);
}
