import { defaultName } from '../../engine/own-words.ts';
import type { AppState, RateLimits } from '../../shared/api/state.ts';
import type { SettingValues } from '../../shared/settings/settings.ts';
import type { NetworkedEngine } from '../node/networked-engine.ts';

type Engine = Pick<NetworkedEngine, 'call' | 'state'>;

/** A setting that the engine keeps: where its state tells it, and the command that sets it. */
interface EngineSetting<V> {
  read(state: AppState): V;
  write(engine: Engine, value: V): Promise<void>;
}

const limit = (field: keyof RateLimits): EngineSetting<number | null> => ({
  read: ({ limits }) => limits[field],
  write: (engine, value) => engine.call('limits.set', { ...engine.state.limits, [field]: value }),
});

const ENGINE_SETTINGS = {
  name: {
    read: ({ self }) => self?.name ?? '',
    write: (engine, name) => engine.call('self.rename', { name: name || defaultName() }),
  },
  'share-clones': {
    read: ({ cloning }) => cloning.share,
    write: (engine, share) => engine.call('cloning.set', { share }),
  },
  guests: {
    read: ({ guests }) => guests.state === 'on',
    write: (engine, on) =>
      on ? engine.call('guests.on', { until: null }) : engine.call('guests.off', {}),
  },
  trackers: {
    read: ({ reach }) => reach.trackers.filter(({ isKept }) => isKept).map(({ url }) => url),
    write: (engine, trackers) => engine.call('reach.set', { trackers: [...trackers] }),
  },
  relays: {
    read: ({ reach }) => reach.relays.filter(({ isKept }) => isKept).map(({ address }) => address),
    write: (engine, relays) => engine.call('reach.set', { relays: [...relays] }),
  },
  punching: {
    read: ({ reach }) => reach.punching.isKept,
    write: (engine, punching) => engine.call('reach.set', { punching }),
  },
  bootstrap: {
    read: ({ reach }) =>
      reach.punching.bootstrap.filter(({ isKept }) => isKept).map(({ address }) => address),
    write: (engine, bootstrap) => engine.call('reach.set', { bootstrap: [...bootstrap] }),
  },
  'download-limit': limit('download'),
  'download-limit-per-peer': limit('downloadPerPeer'),
  'upload-limit': limit('upload'),
  'upload-limit-per-peer': limit('uploadPerPeer'),
  notifications: {
    read: ({ notifications }) => !notifications.isMuted,
    write: (engine, on) => engine.call('notifications.set', { isMuted: !on }),
  },
} as const satisfies { readonly [K in keyof SettingValues]?: EngineSetting<SettingValues[K]> };

type EngineKey = keyof typeof ENGINE_SETTINGS;

export function isEngineSetting(key: keyof SettingValues): key is EngineKey {
  return key in ENGINE_SETTINGS;
}

/** What the engine's state says of its settings. */
export function engineValues(state: AppState): Pick<SettingValues, EngineKey> {
  const entries = Object.entries(ENGINE_SETTINGS).map(([key, { read }]) => [key, read(state)]);
  return Object.fromEntries(entries);
}

export function writeEngineSetting<K extends EngineKey>(
  engine: Engine,
  key: K,
  value: SettingValues[K],
): Promise<void> {
  const { write } = ENGINE_SETTINGS[key] as EngineSetting<SettingValues[K]>;
  return write(engine, value);
}
