import type { Channel } from '../../shared/rpc/channel.ts';

/** Why an engine is gone. */
export type EngineExit =
  | { readonly reason: 'ended' }
  | { readonly reason: 'crashed'; readonly code: number }
  /** An exception nobody caught, or an entry file that could not be loaded. */
  | { readonly reason: 'failed'; readonly error: unknown };

/** One run of the engine in a process or thread of its own. */
export interface EngineProcess {
  readonly channel: Channel;
  /** Settles when it is gone; never rejects. */
  readonly exited: Promise<EngineExit>;
  kill(): void;
}

/** How this host runs the engine: in a worker thread or in one of Electron's utility processes. */
export interface EngineLauncher {
  launch(): EngineProcess;
}

/** Whether the engine went by itself within `ms` milliseconds; if not, it is killed. */
export async function waitForExit(engine: EngineProcess, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const inTime = await Promise.race([engine.exited.then(() => true), late]);
  clearTimeout(timer);
  if (!inTime) engine.kill();
  return inTime;
}
