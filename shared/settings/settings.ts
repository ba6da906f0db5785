import { isBootstrapAddress, MOST_BOOTSTRAP } from '../domain/reach/bootstrap-address.ts';
import { formatRelayAddress, parseRelayAddress } from '../domain/reach/relay-address.ts';
import { isTrackerUrl } from '../domain/reach/tracker-url.ts';
import type { ShareBack } from '../domain/visibility.ts';
import { LIMITS } from '../gtp/limits.ts';
import type { LanguageChoice } from '../texts/language.ts';
import {
  addresses,
  type ChoiceKind,
  choice,
  type FolderKind,
  folder,
  line,
  type NamesKind,
  names,
  onOff,
  type PortKind,
  type ProgramKind,
  port,
  program,
  type RateKind,
  rate,
  type SettingValue,
  type SwitchKind,
  type TextKind,
} from './kinds.ts';

export type Theme = 'system' | 'light' | 'dark';
type Metered = 'system' | 'always' | 'never';
type ShareWith = Exclude<ShareBack, 'nobody'>;

/** The groups that settings stand in, in their order. */
export const SETTING_GROUPS = {
  computer: 'This computer',
  projects: 'Projects',
  network: 'Network',
  speed: 'Speed',
  notifications: 'Notifications',
} as const;

/** All that can be known of a setting before it is set. */
interface Definition<V extends SettingValue, K> {
  readonly group: keyof typeof SETTING_GROUPS;
  readonly label: string;
  /** What it does, in a sentence. */
  readonly effect: string;
  readonly kind: K;
  readonly initial: V;
  /** When a change is in force. */
  readonly applies: 'at once' | 'at the next start';
}

const setting = <V extends SettingValue, K>(definition: Definition<V, K>) => definition;

/** Every setting, once: the window, `shoal config` and docs/settings.md are made from this. */
export const SETTINGS = {
  name: setting<string, TextKind>({
    group: 'computer',
    label: 'Name',
    effect: 'What others see this computer as.',
    kind: line(64),
    // The user's name, or the computer's, which is known where Shoal runs.
    initial: '',
    applies: 'at once',
  }),
  theme: setting<Theme, ChoiceKind<Theme>>({
    group: 'computer',
    label: 'Appearance',
    effect: 'Light, dark, or as the rest of your desktop.',
    kind: choice({ system: 'As the system', light: 'Light', dark: 'Dark' }),
    initial: 'system',
    applies: 'at once',
  }),
  language: setting<LanguageChoice, ChoiceKind<LanguageChoice>>({
    group: 'computer',
    label: 'Language',
    effect: 'What the window and notifications are written in; the command line is in English.',
    kind: choice({ system: 'As the system', en: 'English', de: 'Deutsch' }),
    initial: 'system',
    applies: 'at once',
  }),
  editor: setting<string | null, ProgramKind>({
    group: 'computer',
    label: 'Editor',
    effect: 'What your projects are opened in; the first that Shoal finds, unless you choose one.',
    kind: program('editor'),
    initial: null,
    applies: 'at once',
  }),
  terminal: setting<string | null, ProgramKind>({
    group: 'computer',
    label: 'Terminal',
    effect: 'The same for a command line, and for editors that run in one.',
    kind: program('terminal'),
    initial: null,
    applies: 'at once',
  }),
  'start-at-login': setting<boolean, SwitchKind>({
    group: 'computer',
    label: 'Start when I log in',
    effect: 'Shoal is there, out of sight, as soon as you are.',
    kind: onOff,
    initial: false,
    applies: 'at once',
  }),
  'check-updates': setting<boolean, SwitchKind>({
    group: 'computer',
    label: 'Look for a newer Shoal',
    effect: 'Asks once a day where Shoal’s releases are, and tells you. Nothing is downloaded.',
    kind: onOff,
    initial: false,
    applies: 'at once',
  }),
  'clone-folder': setting<string | null, FolderKind>({
    group: 'projects',
    label: 'Clone into',
    effect: 'The folder that new clones are put into, unless you choose another one.',
    kind: folder,
    initial: null,
    applies: 'at once',
  }),
  'share-with': setting<ShareWith, ChoiceKind<ShareWith>>({
    group: 'projects',
    label: 'Share projects with',
    effect: 'Who sees a project that you share with one click, or by “shoal share”.',
    kind: choice({ everyone: 'Everyone nearby', trusted: 'People I trust' }),
    initial: 'everyone',
    applies: 'at once',
  }),
  'share-clones': setting<ShareBack, ChoiceKind<ShareBack>>({
    group: 'projects',
    label: 'Share clones with',
    effect: 'Who sees a project that you have cloned, so that others can take it from you, too.',
    kind: choice({ nobody: 'Nobody', trusted: 'People I trust', everyone: 'Everyone nearby' }),
    initial: 'nobody',
    applies: 'at once',
  }),
  'plain-git': setting<boolean, SwitchKind>({
    group: 'projects',
    label: 'Speed up plain git',
    effect: '“git clone” and “git fetch” over https take from teammates what they have.',
    kind: onOff,
    initial: false,
    applies: 'at once',
  }),
  guests: setting<boolean, SwitchKind>({
    group: 'projects',
    label: 'Let guests in',
    effect: 'People without Shoal can clone, with plain git, what you share with everyone.',
    kind: onOff,
    initial: false,
    applies: 'at once',
  }),
  interfaces: setting<readonly string[], NamesKind>({
    group: 'network',
    label: 'Networks',
    effect:
      'Where Shoal looks for teammates; on every network that can have some, unless you name any.',
    kind: names,
    initial: [],
    applies: 'at once',
  }),
  port: setting<number | null, PortKind>({
    group: 'network',
    label: 'Port',
    effect: 'Where teammates connect to; a fixed one can be opened in a firewall.',
    kind: port,
    initial: null,
    applies: 'at the next start',
  }),
  trackers: setting<readonly string[], NamesKind>({
    group: 'network',
    label: 'Trackers',
    effect:
      'Where Shoal finds people who have your projects beyond this network; no tracker learns which projects those are.',
    kind: addresses(LIMITS.trackersPerPeer, isTrackerUrl, 'https://example.org/tracker.json'),
    initial: [],
    applies: 'at once',
  }),
  relays: setting<readonly string[], NamesKind>({
    group: 'network',
    label: 'Relays',
    effect:
      'Over which teammates reach you where they cannot connect directly; what is said there only they can read.',
    kind: addresses(
      LIMITS.relaysPerAnnouncement,
      (text) => {
        const relay = parseRelayAddress(text);
        return relay !== null && formatRelayAddress(relay) === text;
      },
      'ID@relay.example.org:7654',
    ),
    initial: [],
    applies: 'at once',
  }),
  punching: setting<boolean, SwitchKind>({
    group: 'network',
    label: 'Hole punching',
    effect:
      'Teammates reach you through routers that let nobody in, with the help of the bootstrap nodes.',
    kind: onOff,
    initial: false,
    applies: 'at once',
  }),
  bootstrap: setting<readonly string[], NamesKind>({
    group: 'network',
    label: 'Bootstrap nodes',
    effect: 'Where hole punching begins; without any, nobody is asked.',
    kind: addresses(MOST_BOOTSTRAP, isBootstrapAddress, 'bootstrap.example.org:7656'),
    initial: [],
    applies: 'at once',
  }),
  'download-limit': setting<number | null, RateKind>({
    group: 'speed',
    label: 'Download, in all',
    effect: 'How fast commits come from everyone together.',
    kind: rate,
    initial: null,
    applies: 'at once',
  }),
  'download-limit-per-peer': setting<number | null, RateKind>({
    group: 'speed',
    label: 'Download, from each teammate',
    effect: 'How fast commits come from any one of them.',
    kind: rate,
    initial: null,
    applies: 'at once',
  }),
  'upload-limit': setting<number | null, RateKind>({
    group: 'speed',
    label: 'Upload, in all',
    effect: 'How fast commits go to everyone together.',
    kind: rate,
    initial: null,
    applies: 'at once',
  }),
  'upload-limit-per-peer': setting<number | null, RateKind>({
    group: 'speed',
    label: 'Upload, to each teammate',
    effect: 'How fast commits go to any one of them.',
    kind: rate,
    initial: null,
    applies: 'at once',
  }),
  'battery-limit': setting<number | null, RateKind>({
    group: 'speed',
    label: 'On battery',
    effect: 'The most in each direction while this computer runs on its battery.',
    kind: rate,
    initial: null,
    applies: 'at once',
  }),
  metered: setting<Metered, ChoiceKind<Metered>>({
    group: 'speed',
    label: 'Metered network',
    effect:
      'Whether the network counts what is moved. Linux says so where NetworkManager runs; elsewhere it is for you to say.',
    kind: choice({ system: 'As the system says', always: 'Metered', never: 'Not metered' }),
    initial: 'system',
    applies: 'at once',
  }),
  'metered-limit': setting<number | null, RateKind>({
    group: 'speed',
    label: 'On a metered network',
    effect: 'The most in each direction while the network is metered.',
    kind: rate,
    initial: null,
    applies: 'at once',
  }),
  notifications: setting<boolean, SwitchKind>({
    group: 'notifications',
    label: 'Notifications',
    effect: 'Tell me of what comes by itself from those I follow.',
    kind: onOff,
    initial: true,
    applies: 'at once',
  }),
  'notify-conflicts': setting<boolean, SwitchKind>({
    group: 'notifications',
    label: 'Conflicts',
    effect: 'Tell me when something of a teammate’s comes to conflict with mine.',
    kind: onOff,
    initial: true,
    applies: 'at once',
  }),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValues = { readonly [K in SettingKey]: (typeof SETTINGS)[K]['initial'] };

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

/** How they are unless somebody sets them. */
export const INITIAL_SETTINGS = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, SETTINGS[key].initial]),
) as SettingValues;
