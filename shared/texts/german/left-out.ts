import type { leftOut as english } from '../english/left-out.ts';
import { plurals } from '../plural.ts';

const { counted, form } = plurals('de-DE');
const heads = (n: number) => counted(n, 'Branch oder Tag', 'Branches und Tags');
const can = (n: number) => form(n, 'kann nicht geteilt werden', 'können nicht geteilt werden');
const rename = (n: number) =>
  form(n, 'Benenne ihn um, um ihn zu teilen.', 'Benenne sie um, um sie zu teilen.');

export const leftOut = {
  own: {
    'not-text': (n, some) =>
      `${heads(n)} ${can(n)}: ${form(n, 'Der Name ist', 'Die Namen sind')} kein UTF-8 (${some}). ${rename(n)}`,
    head: (n, some) =>
      `${heads(n)} ${can(n)}: Einen Namen, der auf HEAD endet, hält git bei anderen für etwas anderes (${some}). ${rename(n)}`,
    refused: (n, some) =>
      `${heads(n)} ${can(n)}: Andere Computer würden so einen Namen ablehnen (${some}). ${rename(n)}`,
    'no-room': (n, some) =>
      `${heads(n)} mit den ältesten Commits ${can(n)}: Die Liste für das Team ist voll (${some}). Um zu wählen, teile weniger davon.`,
    'no-room-for-tips': (n) =>
      `${heads(n)} mit alten Commits ${form(n, 'wird', 'werden')} geteilt, ohne den letzten Commit zu nennen: Die Liste für das Team ist voll.`,
    roots: (n) =>
      `${counted(n, 'Wurzel-Commit', 'Wurzel-Commits')} ${form(n, 'kann', 'können')} nicht genannt werden: Kopien dieses Projekts, die nur so eine Wurzel haben, werden vielleicht nicht gefunden.`,
    origins: (n) =>
      `${counted(n, 'Adresse', 'Adressen')} seiner Remotes ${form(n, 'kann', 'können')} nicht genannt werden: Es sind zu viele.`,
    repository: () =>
      'Es kann nicht geteilt werden: Die Liste für das Team ist voll. Um Platz zu schaffen, teile weniger Repositorys oder weniger ihrer Branches und Tags.',
    malformed: () =>
      'Es kann nicht geteilt werden: Es enthält etwas, das andere Computer ablehnen würden.',
  },
  theirsForRoom: (name, n) =>
    `${name} teilt ${heads(n)} mehr, aber die Liste hat dafür keinen Platz.`,
  theirsForName: (name, n) =>
    `${name} teilt ${heads(n)} mehr, ${form(n, 'der', 'die')} sich nicht beim Namen nennen ${form(n, 'lässt', 'lassen')} und darum nicht ${form(n, 'kommt', 'kommen')}.`,
  repositories: (n) => counted(n, 'Repository', 'Repositorys'),
  vouchedFor: (n, name) => `${counted(n, 'Person', 'Personen')}, für die ${name} bürgt`,
  theirListIsFull: (name, what, n) =>
    `Die Liste von ${name} ist voll: ${what} ${form(n, 'steht', 'stehen')} nicht darin.`,
  vouches: (n) =>
    `Du bürgst für mehr Leute, als anderen genannt werden können: ${counted(n, 'Person', 'Personen')}, für die du am längsten bürgst, ${form(n, 'fehlt', 'fehlen')}.`,
  relayed: (n) =>
    `Du vertraust mehr Leuten, als weitergegeben werden können: Was ${n} von ihnen geteilt ${form(n, 'hat', 'haben')}, erfahren andere nicht, solange ${form(n, 'diese Person', 'sie')} nicht da ${form(n, 'ist', 'sind')}.`,
} satisfies typeof english;
