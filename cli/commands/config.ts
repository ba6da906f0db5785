import type { Command } from 'commander';
import type { SettingsState } from '../../shared/api/settings-state.ts';
import { formatSetting, parseSetting } from '../../shared/settings/setting-text.ts';
import {
  SETTING_GROUPS,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
} from '../../shared/settings/settings.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { NodeClient } from '../node-client.ts';
import type { Surroundings } from '../surroundings.ts';

interface Options extends CommonOptions {
  readonly reset?: boolean;
}

/** How long the state may take to follow a command, in milliseconds. */
const SOON = 10_000;

export function configCommand(around: Surroundings): Command {
  return shoalCommand('config', 'Show or change how this Shoal is set')
    .argument('[key]', 'the setting; all of them if left out')
    .argument('[value]', 'what to set it to')
    .option('--reset', 'set it, or everything, back to how it was at first')
    .action((key: string | undefined, value: string | undefined, options: Options) => {
      if (options.reset && value !== undefined) {
        throw new UsageError('Name a value or say --reset, not both.');
      }
      const known = key === undefined ? null : knownKey(key);
      return withNode(options, async (node) => {
        await untilTold(node);
        if (options.reset) await node.call('settings.reset', { key: known });
        else if (known !== null && value !== undefined) await set(node, known, value);
        // Git's settings are changed without Shoal, too.
        else await node.call('plainGit.status', {});
        print(around, options, result(node.state.settings, known), () =>
          known === null
            ? listWords(node.state.settings)
            : settingWords(
                node.state.settings,
                known,
                value !== undefined || options.reset === true,
              ),
        );
      });
    });
}

function knownKey(typed: string): SettingKey {
  const key = SETTING_KEYS.find((each) => each === typed);
  if (key === undefined) {
    throw new UsageError(`There is no setting “${typed}”. \`shoal config\` lists all of them.`);
  }
  return key;
}

/** What the engine keeps, it tells soon after the start: until then everything of it seems to be as at first, and the name is none. */
async function untilTold(node: NodeClient): Promise<void> {
  const isTold = ({ engine, settings }: NodeClient['state']) =>
    settings.values.name !== '' || engine === 'stopped';
  await node.waitUntil(isTold, SOON);
}

/** What the state says then is what is set: a name, for one, loses what no name can have. */
async function set(node: NodeClient, key: SettingKey, text: string): Promise<void> {
  const value = parseSetting(key, text);
  const before = JSON.stringify(node.state.settings.values[key]);
  await node.call('settings.set', { key, value });
  if (JSON.stringify(value) === before) return;
  await node.waitUntil(({ settings }) => JSON.stringify(settings.values[key]) !== before, SOON);
}

/** What `config --json` prints. */
function result(state: SettingsState, only: SettingKey | null) {
  const all = SETTING_KEYS.map((key) => settingResult(state, key));
  if (only !== null) return { setting: settingResult(state, only) };
  const { dataFolder, log } = state;
  return { settings: all, files: { dataFolder, log } };
}

function settingResult({ values, overruled, unavailable }: SettingsState, key: SettingKey) {
  const { initial, effect, applies } = SETTINGS[key];
  return {
    key,
    value: values[key],
    default: initial,
    effect,
    applies,
    overruled: overruled.includes(key),
    unavailable: unavailable[key] ?? null,
  };
}

function listWords(state: SettingsState): string[] {
  const widest = Math.max(...SETTING_KEYS.map((key) => key.length));
  const groups = Object.entries(SETTING_GROUPS).flatMap(([group, title]) => [
    `${title}:`,
    ...SETTING_KEYS.filter((key) => SETTINGS[key].group === group).flatMap((key) => [
      `  ${key.padEnd(widest)}  ${formatSetting(key, state.values[key])}`,
      `  ${' '.repeat(widest)}  ${SETTINGS[key].effect}`,
    ]),
    '',
  ]);
  // Where they are is told, not set: by `--data`.
  const file = (name: string, path: string) => `  ${name.padEnd(widest)}  ${path}`;
  return [...groups, 'Files:', file('data folder', state.dataFolder), file('log', state.log)];
}

function settingWords(state: SettingsState, key: SettingKey, wasSet: boolean): string[] {
  const notes = [
    ...(state.overruled.includes(key)
      ? ['For this run, the command line that Shoal was started with says otherwise.']
      : wasSet && SETTINGS[key].applies === 'at the next start'
        ? ['It holds from the next start of Shoal on.']
        : []),
    ...(state.unavailable[key] === undefined ? [] : [state.unavailable[key]]),
  ];
  return [formatSetting(key, state.values[key]), ...notes];
}
