import type { Handlers } from '../../shared/api/contract.ts';
import type { DoctorFacts } from '../../shared/api/doctor-facts.ts';
import { userCommands } from '../../shared/api/engine-contract.ts';
import type { HostContract } from '../../shared/api/host-contract.ts';
import type { AppState } from '../../shared/api/state.ts';
import { isOfferedAddress } from '../../shared/domain/git/clone-address.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import type { PlainGitSwitch } from '../git-settings/plain-git-switch.ts';
import type { SettingsDesk } from '../settings/settings-desk.ts';
import type { UpdateCheck } from '../updates/update-check.ts';
import type { Desktop } from './desktop.ts';
import { firstSteps } from './first-steps.ts';
import { isKnownFolder } from './known-folder.ts';
import type { NetworkedEngine } from './networked-engine.ts';

export interface HostParts {
  readonly engine: NetworkedEngine;
  readonly state: () => AppState;
  readonly desktop: Desktop;
  readonly plainGit: PlainGitSwitch;
  readonly settings: SettingsDesk;
  readonly updates: Pick<UpdateCheck, 'check'>;
  readonly listenHost: string;
  readonly demo: { start(): Promise<void>; stop(): Promise<void> };
  examine(about: string | null, signal: AbortSignal): Promise<DoctorFacts>;
  quit(): void;
}

/** The host's answers to its clients: users' commands go to the engine as they are. */
export function hostHandlers(parts: HostParts): Handlers<HostContract> {
  const { engine, state, desktop, plainGit, settings, demo, examine, quit } = parts;
  return {
    ...passedOn(engine),
    'host.subscribe': () => ({ state: state(), abilities: desktop.abilities }),
    'host.pickFolder': ({ purpose }) => desktop.pickFolder(purpose),
    'host.copiedAddress': async () => {
      const copied = (await desktop.readCopied()).trim();
      // What else somebody copied is nobody's business.
      return isOfferedAddress(copied) ? copied : null;
    },
    'host.openFolder': async ({ path }) => {
      if (!isKnownFolder(state(), path)) {
        throw new InvalidRequestError(`${path} is not a repository that Shoal knows.`);
      }
      await desktop.openFolder(path);
    },
    'doctor.examine': ({ about }, signal) => examine(about, signal),
    'host.openWith': async ({ path, opener }) => {
      if (!isKnownFolder(state(), path)) {
        throw new InvalidRequestError(`${path} is not a repository that Shoal knows.`);
      }
      await desktop.openWith(path, opener, settings.state.values.terminal);
    },
    'host.firstSteps': (_, signal) => firstSteps(state(), parts.listenHost, signal),
    'plainGit.status': async () => {
      const status = await plainGit.status();
      settings.heardOfGit(status.enabled);
      return status;
    },
    'plainGit.set': async ({ enabled }) => {
      const status = await plainGit.set(enabled);
      settings.heardOfGit(status.enabled);
      return status;
    },
    'settings.set': ({ key, value }) => settings.set(key, value),
    'settings.reset': ({ key }) => settings.reset(key),
    'settings.openPlace': ({ place }) => {
      const { dataFolder, log } = settings.state;
      return place === 'log' ? desktop.revealFile(log) : desktop.openFolder(dataFolder);
    },
    'updates.check': (_, signal) => parts.updates.check(signal),
    'demo.start': () => demo.start(),
    'demo.stop': () => demo.stop(),
    // The answer leaves first.
    'host.quit': () => void setImmediate(quit),
  };
}

type UserHandlers = Handlers<typeof userCommands>;

function passedOn(engine: NetworkedEngine): UserHandlers {
  const pass =
    (name: keyof typeof userCommands) =>
    (params: never, signal: AbortSignal): Promise<unknown> =>
      engine.call(name, params, signal);
  const names = Object.keys(userCommands) as (keyof typeof userCommands)[];
  return Object.fromEntries(names.map((name) => [name, pass(name)])) as UserHandlers;
}
