import { join } from 'node:path';
import { TestEngine } from '../../../engine/scenarios/support/test-engine.ts';
import { buildRepository } from '../../../engine/testing/build-repository.ts';

/** Some of a depot's people, in one process: each shares projects of their own with everyone, and stays. */
const [, , scratch = '', port = '0', first = '0', people = '1', projects = '1'] = process.argv;

for (let person = Number(first); person < Number(first) + Number(people); person += 1) {
  const engine = await TestEngine.start(`Person ${person}`, join(scratch, `person-${person}`));
  for (let project = 0; project < Number(projects); project += 1) {
    const path = join(scratch, `project-${person}-${project}`);
    buildRepository(path, {
      ...{ commits: 5, files: 4, fileBytes: 500, binaryBytes: 500 },
      seed: 1 + person * Number(projects) + project,
    });
    await engine.share(path);
  }
  await engine.call('peers.connect', { host: '127.0.0.1', port: Number(port) });
  process.stdout.write(`${person}\n`);
}
// Until it is ended.
setInterval(() => {}, 2 ** 30);
