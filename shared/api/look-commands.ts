import { contentsCommands } from './contents/contents-commands.ts';
import { headCommands } from './heads/head-commands.ts';

/** What is looked at: a teammate's head, and what is in a repository of mine. */
export const lookCommands = { ...headCommands, ...contentsCommands } as const;
