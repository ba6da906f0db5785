// npm run bench -- NAME: measures the built program; builds what is missing first.
import { prepare } from './lib/prepare.mjs';
import { runTool } from './lib/run.mjs';

await prepare();
const { code } = await runTool('tsx', 'tsx', ['bench/run.ts', ...process.argv.slice(2)]);
process.exitCode = code;
