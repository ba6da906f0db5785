import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Job } from './job.ts';

/**
 * A transfer into a repository of mine. Where that repository is gone or damaged meanwhile, that is why
 * it failed, whatever git says of it.
 */
export function forOwnCopy(copy: () => LocalCopy | null, job: Job): Job {
  const work: Job['work'] = async (progress, signal) => {
    await copy()?.look();
    try {
      return await job.work(progress, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      await copy()?.look();
      throw copy()?.failure ?? error;
    }
  };
  return { ...job, work };
}
