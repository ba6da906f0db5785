import { ALL_HTTPS, type PlainGit } from '../../shared/api/plain-git.ts';
import {
  accelerationStatus,
  disableAcceleration,
  enableAcceleration,
  renewAcceleration,
} from './acceleration.ts';
import type { Installation } from './guard.ts';

/** Turns it on and off in the user's settings of git, which the command line does, too. */
export class PlainGitSwitch {
  readonly #installation: Installation;

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  status(): Promise<PlainGit> {
    return accelerationStatus(this.#installation.dataFolder);
  }

  /** @throws GitConfigError */
  renew(): Promise<void> {
    return renewAcceleration(this.#installation);
  }

  /** @throws GitConfigError */
  async set(enabled: boolean): Promise<PlainGit> {
    if (enabled) await enableAcceleration(this.#installation, [ALL_HTTPS]);
    else await disableAcceleration(this.#installation.dataFolder);
    return this.status();
  }
}
