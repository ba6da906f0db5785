/**
 * Every bound that protects a peer from another one.
 *
 * A message that exceeds a bound is refused as a whole, before any of it is used. So the sender keeps to
 * the bounds: of its own repositories, heads, root commits, origins and vouches it leaves out those that are
 * of the least use, and says so to its user and to the receiver; of commits, files and languages to look at, it
 * shows the first; it shortens names, descriptions, subjects and READMEs. A receiver shortens texts in the same way if they are up to four times too long. What peers
 * announce beyond a bound, blocks, passed-on manifests or themselves, is ignored, or takes the place of what
 * was heard longest ago.
 */
export const LIMITS = {
  /** A signed manifest, in bytes of JSON. */
  manifestBytes: 8 * 1024 * 1024,
  /** Other peers' manifests that one peer may pass on. */
  relayedPerPeer: 500,
  vouchesPerManifest: 500,
  repositoriesPerManifest: 2_000,
  headsPerRepository: 10_000,
  moreHeadsPerRepository: 15_000,
  rootsPerRepository: 64,
  originsPerRepository: 16,
  nameLength: 64,
  descriptionLength: 280,
  subjectLength: 200,
  /** A request body, in bytes. */
  requestBytes: 2 * 1024 * 1024,
  /** How a peer sees another one, in bytes of JSON. */
  viewBytes: 4 * 1024,
  /** One line of the events stream, in bytes. */
  eventBytes: 64 * 1024,
  wantsPerReel: 10_000,
  havesPerReel: 4_096,
  /** Object ids in one request for single objects. */
  objectsPerRequest: 10_000,
  stripes: 4_096,
  windows: 256,
  blocksPerReel: 50_000,
  blocksPerNextRequest: 128,
  /** Block announcements in one event, and reels of which one peer's announcements are remembered. */
  blocksPerEvent: 500,
  reelsAnnounced: 64,
  /** The index of one block, in bytes. */
  indexBytes: 512 * 1024 * 1024,
  /** A line of a reel's plan, in bytes. */
  planBytes: 8 * 1024 * 1024,
  /** One block, in bytes. A larger one is cut off and its sender dropped. */
  blockBytes: 4 * 1024 * 1024 * 1024,
  /** The overview of a project, in bytes of JSON, and what is in it. */
  overviewBytes: 4 * 1024 * 1024,
  readmeLength: 256 * 1024,
  commitsPerOverview: 60,
  parentsPerCommit: 64,
  entriesPerOverview: 1_000,
  fileNameLength: 255,
  languagesPerOverview: 16,
  /** How a head compares with what the asking peer has, in bytes of JSON, and what is in it. */
  comparisonBytes: 12 * 1024 * 1024,
  havesPerComparison: 400,
  commitsPerComparison: 250,
  /** Of a commit's message beyond its subject, in UTF-16 units. */
  messageLength: 4_096,
  filesPerComparison: 2_000,
  /** A file's whole path, in UTF-16 units; a file with a longer one is only counted. */
  pathLength: 4_096,
  /** All paths of one comparison together, in UTF-16 units. */
  pathsLength: 1024 * 1024,
  /** A page of a file's diff, in bytes of JSON, its lines, and each of them in UTF-16 units. */
  diffBytes: 16 * 1024 * 1024,
  linesPerPage: 10_000,
  lineLength: 4_000,
  /** All lines of a page together, in UTF-16 units. */
  pageLength: 2 * 1024 * 1024,
  /** Lines of a whole diff; what follows is not told. */
  linesPerDiff: 200_000,
  /** One side of a picture, in bytes. */
  imageBytes: 2 * 1024 * 1024,
  /** Refs that move with one push. */
  changesPerPush: 1_000,
  patternsPerRole: 64,
  /** Entries of a chain in one answer, and its bytes of JSON. */
  entriesPerPage: 500,
  pageBytes: 4 * 1024 * 1024,
  entriesPerRequest: 16,
  /** A whole chain: entries, and bytes of JSON. */
  entriesPerChain: 50_000,
  chainBytes: 64 * 1024 * 1024,
  /** What depots have stated of their chains: of one repository, and each in UTF-16 units of JSON. */
  statementsPerRepository: 16,
  statementLength: 1_024,
  /** A depot's reason, in UTF-16 units. */
  whyLength: 1_000,
  /** Streams that one peer may have open at once. */
  concurrentStreams: 64,
  /** The TXT record of an advertisement, in bytes; a longer one is ignored. */
  txtBytes: 1_300,
  /** Peers that discovery remembers; beyond, the one not heard for longest is forgotten. */
  peersDiscovered: 2_000,
  addressesPerPeer: 16,
  /** What a tracker answers with, in bytes of JSON, and what is told to it at once. */
  documentBytes: 8 * 1024 * 1024,
  envelopesPerDocument: 4_000,
  envelopesPerAnnounce: 500,
  /** What one peer hands to another of its own: projects that are announced, and proofs that projects are known. */
  projectsAnnounced: 64,
  proofsPerExchange: 256,
  /** What a peer from another network is told at once of those whom both know the project of. */
  envelopesPerExchange: 500,
  /** An envelope with its signature as it travels, in bytes of JSON. */
  envelopeBytes: 6 * 1024,
  /** A sealed announcement, in characters of base64, and what is in it. */
  sealedLength: 4_096,
  placesPerAnnouncement: 8,
  relaysPerAnnouncement: 4,
  /** How long an announcement may hold, in seconds. */
  longestValid: 31 * 24 * 60 * 60,
  /** The most of a blinded id that is told to a tracker. */
  shardBits: 8,
  trackersPerPeer: 8,
} as const;
