import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LIMITS } from './limits.ts';

const document = readFileSync(join(import.meta.dirname, '../../docs/GTP2.md'), 'utf8');
const text = document.replace(/\s+/g, ' ');

const { format } = new Intl.NumberFormat('en');
const kib = (bytes: number) => `${format(bytes / 1024)} KiB`;
const mib = (bytes: number) => `${format(bytes / 1024 ** 2)} MiB`;
const gib = (bytes: number) => `${format(bytes / 1024 ** 3)} GiB`;

/** What docs/GTP2.md says of each bound: no other peer keeps to one that it does not know of. */
const WORDS: Readonly<Record<keyof typeof LIMITS, (value: number) => string>> = {
  manifestBytes: (n) => `*signed manifest*, at most ${mib(n)}`,
  relayedPerPeer: (n) => `as long as it has not expired, of at most ${format(n)}`,
  vouchesPerManifest: (n) => `\`vouches\` | array of at most ${format(n)}, optional`,
  repositoriesPerManifest: (n) => `\`repositories\` | array of at most ${format(n)} |`,
  headsPerRepository: (n) => `\`heads\` | array of at most ${format(n)} |`,
  moreHeadsPerRepository: (n) => `\`moreHeads\` | array of at most ${format(n)}, optional`,
  rootsPerRepository: (n) => `\`roots\` | array of 1 to ${format(n)} oids`,
  originsPerRepository: (n) => `\`origins\` | array of at most ${format(n)} |`,
  nameLength: (n) => `\`name\` | line, at most ${format(n)} | not empty`,
  descriptionLength: (n) => `\`description\` | line, at most ${format(n)}, optional`,
  subjectLength: (n) => `"subject": line of at most ${format(n)} }`,
  requestBytes: (n) => `A request's body is JSON of at most ${mib(n)}.`,
  viewBytes: (n) => `how this peer sees the one who asks, at most ${kib(n)}:`,
  eventBytes: (n) => `A line MUST NOT exceed ${kib(n)}.`,
  wantsPerReel: (n) => `\`wants\` | array of 1 to ${format(n)} oids`,
  havesPerReel: (n) => `\`haves\` | array of at most ${format(n)} non-empty arrays of oids`,
  objectsPerRequest: (n) => `"objects": 1 to ${format(n)} oids`,
  stripes: (n) => `"stripes": 1 to ${format(n)},`,
  windows: (n) => `"windows": 0 to ${format(n)} }`,
  blocksPerReel: (n) => `at most ${format(n)} blocks in all`,
  blocksPerNextRequest: (n) => `{ "blocks": [...] }\`, 1 to ${format(n)} of them`,
  blocksPerEvent: (n) => `and pass them on: 1 to ${format(n)} of`,
  reelsAnnounced: (n) => `blocks of the ${format(n)} reels told of last`,
  indexBytes: (n) => `with the same \`etag\`, at most ${mib(n)}.`,
  planBytes: (n) => `answers with lines of JSON, of at most ${mib(n)} each`,
  blockBytes: (n) => `other bytes with other peers. At most ${gib(n)}.`,
  overviewBytes: (n) => `the heads that the asker may see, at most ${mib(n)}.`,
  readmeLength: (n) => `"text": at most ${format(n)} UTF-16 units`,
  commitsPerOverview: (n) => `\`commits\` | array of at most ${format(n)} |`,
  parentsPerCommit: (n) => `"parents": at most ${format(n)} oids`,
  entriesPerOverview: (n) => `\`entries\` | array of at most ${format(n)} \``,
  fileNameLength: (n) => `\`license\` | null, or a line of at most ${format(n)} |`,
  languagesPerOverview: (n) => `\`languages\` | array of at most ${format(n)} \``,
  comparisonBytes: (n) => `with these commits, at most ${mib(n)}.`,
  havesPerComparison: (n) => `"haves": at most ${format(n)} oids`,
  commitsPerComparison: (n) =>
    `array of at most ${format(n)} | the latest that the head reaches and no have does`,
  messageLength: (n) => `"body": at most ${format(n)} UTF-16 units`,
  filesPerComparison: (n) => `\`files\` | array of at most ${format(n)} |`,
  pathLength: (n) => `A *path* has 1 to ${format(n)} UTF-16 units`,
  pathsLength: (n) => `all paths together have at most ${format(n)} UTF-16 units`,
  diffBytes: (n) => `from line number \`from\` on, at most ${mib(n)};`,
  linesPerPage: (n) => `\`hunks\`, with at most ${format(n)} lines`,
  pageLength: (n) => `lines and ${format(n)} UTF-16 units together`,
  lineLength: (n) => `has at most ${format(n)} UTF-16 units more`,
  linesPerDiff: (n) => `\`lineCount\`, of all hunks, at most ${format(n)};`,
  imageBytes: (n) => `a picture of at most ${mib(n)};`,
  changesPerPush: (n) => `of a push: array of 1 to ${format(n)} |`,
  patternsPerRole: (n) => `"patterns": 1 to ${format(n)} of`,
  entriesPerPage: (n) => `up to ${format(n)} signed entries from this number on`,
  pageBytes: (n) => `fewer where they would not fit into ${mib(n)},`,
  entriesPerRequest: (n) => `{ "entries": 1 to ${format(n)} signed entries }`,
  entriesPerChain: (n) => `A chain has at most ${format(n)} entries`,
  chainBytes: (n) => `entries and ${mib(n)}, and`,
  statementsPerRepository: (n) => `\`seen\` | array of at most ${format(n)}, optional`,
  statementLength: (n) => `${format(n)} UTF-16 units of JSON at the most`,
  whyLength: (n) => `"why": text of at most ${format(n)} UTF-16 units`,
  concurrentStreams: (n) => `\`SETTINGS_MAX_CONCURRENT_STREAMS\` | ${format(n)} |`,
  txtBytes: (n) => `MUST NOT exceed ${format(n)} bytes.`,
  peersDiscovered: (n) => `${format(n)} peers are remembered`,
  documentBytes: (n) => `The answer, at most ${mib(n)}, is a *list*`,
  envelopesPerDocument: (n) => `\`envelopes\` | array of at most ${format(n)} |`,
  envelopesPerAnnounce: (n) => `{ "envelopes": at most ${format(n)} envelopes }`,
  envelopeBytes: (n) => `envelope with its signature has at most ${kib(n)} of JSON`,
  projectsAnnounced: (n) => `those of at most ${format(n)} projects`,
  proofsPerExchange: (n) => `"proofs": at most ${format(n)}`,
  envelopesPerExchange: (n) => `${format(n)} to one of another network`,
  sealedLength: (n) => `base64, at most ${format(n)} characters`,
  placesPerAnnouncement: (n) => `\`endpoints\` | array of at most ${format(n)} |`,
  relaysPerAnnouncement: (n) => `\`relays\` | array of at most ${format(n)} |`,
  longestValid: (n) => `in seconds, 1 to ${format(n)}`,
  shardBits: (n) => `a text of 0 to ${format(n)} of \`0\` and \`1\``,
  trackersPerPeer: (n) => `at most ${format(n)} names of trackers`,
  addressesPerPeer: (n) => `At most ${format(n)} addresses of a peer are tried`,
};

test.each(Object.entries(WORDS) as [keyof typeof LIMITS, (value: number) => string][])(
  'docs/GTP2.md says what the bound of %s is',
  (bound, words) => {
    expect(text).toContain(words(LIMITS[bound]));
  },
);
