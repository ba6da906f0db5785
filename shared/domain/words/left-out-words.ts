import type { LeftOut, LeftOutReason, TheirLeftOut, TheirListLeftOut } from '../left-out.ts';
import { listed } from './listed.ts';
import { count } from './quantity.ts';

const heads = (n: number) => count(n, 'branch or tag', 'branches and tags');
const are = (n: number, singular: string, plural: string) => (n === 1 ? singular : plural);

/** `some` are examples by name, in a row. */
const OWN: Readonly<Record<LeftOutReason, (n: number, some: string) => string>> = {
  'not-text': (n, some) =>
    `${heads(n)} cannot be shared: ${are(n, 'the name is', 'the names are')} not UTF-8 (${some}). Rename ${are(n, 'it', 'them')} to share ${are(n, 'it', 'them')}.`,
  head: (n, some) =>
    `${heads(n)} cannot be shared: git takes a name that ends in HEAD for something else at teammates’ (${some}). Rename ${are(n, 'it', 'them')} to share ${are(n, 'it', 'them')}.`,
  refused: (n, some) =>
    `${heads(n)} cannot be shared: teammates’ computers would refuse such a name (${some}). Rename ${are(n, 'it', 'them')} to share ${are(n, 'it', 'them')}.`,
  'no-room': (n, some) =>
    `${heads(n)} with the oldest commits cannot be shared: the list for teammates is full (${some}). To choose, share fewer of them.`,
  'no-room-for-tips': (n) =>
    `${heads(n)} with old commits are shared without saying what their last commit is: the list for teammates is full.`,
  roots: (n) =>
    `${count(n, 'root commit')} cannot be told: copies of this project that have only such a root may not be found.`,
  origins: (n) =>
    `${count(n, 'address', 'addresses')} of its remotes cannot be told: there are too many.`,
  repository: () =>
    'It cannot be shared: the list for teammates is full. To make room, share fewer repositories, or fewer of their branches and tags.',
  malformed: () =>
    'It cannot be shared: it holds something that teammates’ computers would refuse.',
};

/** What of mine is not told to others, and why, as a sentence. */
export function leftOutWords({ reason, count: n, examples }: LeftOut): string {
  const others = n - examples.length;
  const some =
    others > 0 && examples.length > 0 ? [...examples, count(others, 'more', 'more')] : examples;
  return OWN[reason](n, listed(some));
}

/** What of a teammate's does not come, as sentences. */
export function theirLeftOutWords({ forRoom, forName }: TheirLeftOut, name: string): string[] {
  const room = `${name} shares ${heads(forRoom)} more, but the list has no room for ${are(forRoom, 'it', 'them')}.`;
  const names = `${name} shares ${heads(forName)} more that cannot be told by name, so ${are(forName, 'it does', 'they do')} not come.`;
  return [...(forRoom > 0 ? [room] : []), ...(forName > 0 ? [names] : [])];
}

/** What a teammate's list as a whole leaves out, as a sentence. */
export function theirListLeftOutWords(
  { repositories, vouches }: TheirListLeftOut,
  name: string,
): string {
  const some = count(repositories, 'repository', 'repositories');
  const people = `${count(vouches, 'person', 'people')} that ${name} vouches for`;
  const all = [...(repositories > 0 ? [some] : []), ...(vouches > 0 ? [people] : [])];
  return `${name}’s list is full: ${listed(all)} ${are(repositories + vouches, 'is', 'are')} not in it.`;
}

/** For how many of those I vouch for others do not hear of it. */
export function vouchesLeftOutWords(n: number): string {
  return `You vouch for more teammates than others can be told of: ${count(n, 'person', 'people')} vouched for longest ago ${are(n, 'is', 'are')} left out.`;
}

/** Of how many teammates that I trust others do not hear through me. */
export function relayedLeftOutWords(n: number): string {
  return `You trust more teammates than can be passed on: what ${n} of them shared is not told to others while ${are(n, 'that one is', 'they are')} away.`;
}
