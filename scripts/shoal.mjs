// npm run -s shoal -- …: the command line from a checkout; builds what is missing first.
import { prepare } from './lib/prepare.mjs';

await prepare();
// npm runs scripts at the checkout's top, but paths are meant from where the user is.
if (process.env.npm_lifecycle_event === 'shoal' && process.env.INIT_CWD) {
  process.chdir(process.env.INIT_CWD);
}
await import('../out/main/shoal.js');
