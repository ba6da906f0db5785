import { plurals } from '../plural.ts';

const { counted, form } = plurals('en-GB');
const heads = (n: number) => counted(n, 'branch or tag', 'branches and tags');
const rename = (n: number) => `Rename ${form(n, 'it', 'them')} to share ${form(n, 'it', 'them')}.`;

/** What is shared, and not told to others. `some` are examples by name, in a row. */
export const leftOut = {
  own: {
    'not-text': (n: number, some: string) =>
      `${heads(n)} cannot be shared: ${form(n, 'the name is', 'the names are')} not UTF-8 (${some}). ${rename(n)}`,
    head: (n: number, some: string) =>
      `${heads(n)} cannot be shared: git takes a name that ends in HEAD for something else at teammates’ (${some}). ${rename(n)}`,
    refused: (n: number, some: string) =>
      `${heads(n)} cannot be shared: teammates’ computers would refuse such a name (${some}). ${rename(n)}`,
    'no-room': (n: number, some: string) =>
      `${heads(n)} with the oldest commits cannot be shared: the list for teammates is full (${some}). To choose, share fewer of them.`,
    'no-room-for-tips': (n: number) =>
      `${heads(n)} with old commits are shared without saying what their last commit is: the list for teammates is full.`,
    roots: (n: number) =>
      `${counted(n, 'root commit', 'root commits')} cannot be told: copies of this project that have only such a root may not be found.`,
    origins: (n: number) =>
      `${counted(n, 'address', 'addresses')} of its remotes cannot be told: there are too many.`,
    repository: () =>
      'It cannot be shared: the list for teammates is full. To make room, share fewer repositories, or fewer of their branches and tags.',
    malformed: () =>
      'It cannot be shared: it holds something that teammates’ computers would refuse.',
  },
  theirsForRoom: (name: string, n: number) =>
    `${name} shares ${heads(n)} more, but the list has no room for ${form(n, 'it', 'them')}.`,
  theirsForName: (name: string, n: number) =>
    `${name} shares ${heads(n)} more that cannot be told by name, so ${form(n, 'it does', 'they do')} not come.`,
  repositories: (n: number) => counted(n, 'repository', 'repositories'),
  vouchedFor: (n: number, name: string) =>
    `${counted(n, 'person', 'people')} that ${name} vouches for`,
  theirListIsFull: (name: string, what: string, n: number) =>
    `${name}’s list is full: ${what} ${form(n, 'is', 'are')} not in it.`,
  vouches: (n: number) =>
    `You vouch for more teammates than others can be told of: ${counted(n, 'person', 'people')} vouched for longest ago ${form(n, 'is', 'are')} left out.`,
  relayed: (n: number) =>
    `You trust more teammates than can be passed on: what ${n} of them shared is not told to others while ${form(n, 'that one is', 'they are')} away.`,
};
