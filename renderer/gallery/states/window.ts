import type { Guests } from '../../../shared/api/guests-state.ts';
import type { PlainGit } from '../../../shared/api/plain-git.ts';
import { formatInvite } from '../../../shared/domain/reach/invite.ts';
import { herring, smelt, sprat } from '../fixtures/people.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import { at, type GalleryState, onPeer, ordinary, someLimits } from './picture.ts';

const bases = ['http://192.168.1.5:41733', 'http://10.8.0.3:41733'];
const plainGit: PlainGit = {
  enabled: true,
  hosts: ['https://*'],
  helper: { found: true, path: '/usr/lib/shoal/git-remote-gtp.js' },
};
const letIn: Guests = {
  state: 'on',
  until: new Date(2026, 5, 12, 23, 0).getTime(),
  bases,
  repositories: [room.harbourCopy, ...room.myRepositories.slice(2, 3)].map(({ id, name }) => ({
    id,
    urls: bases.map((base) => `${base}/${name}.git`),
  })),
  clones: 12,
};

/** Herring's, for the project of the harbour; good for so many days more. */
const inviteOf = (days: number, far = true) =>
  formatInvite({
    peer: herring.id,
    endpoints: [{ host: '203.0.113.20', port: 7654 }],
    relays: far ? [{ id: smelt.id, host: 'relay.example.org', port: 7654 }] : [],
    trackers: far ? ['https://example.org/shoal/'] : [],
    swarm: room.harbour.id,
    until: Math.floor(Date.now() / 1_000) + days * 24 * 3_600,
  });

export const window: Record<string, GalleryState> = {
  'this-computer': {
    state: ordinary,
    ui: { ...at(room.harbour), overlay: { kind: 'this-computer' } },
    answers: { 'plainGit.status': async () => plainGit },
  },
  'this-computer-limited': {
    state: stateOf(room.room, { limits: someLimits }),
    ui: { ...at(room.harbour), overlay: { kind: 'this-computer' } },
  },
  'own-code': { state: ordinary, ui: { ...at(room.harbour), overlay: { kind: 'own-code' } } },
  'scan-no-camera': {
    state: ordinary,
    ui: { ...onPeer(sprat), overlay: { kind: 'scan', peer: sprat.id } },
  },
  'guests-off': { state: ordinary, ui: { ...at(room.harbour), overlay: { kind: 'guests' } } },
  'guests-on': {
    state: stateOf(room.room, { guests: letIn }),
    ui: { ...at(room.harbour), overlay: { kind: 'guests' } },
  },
  'guests-nothing': {
    state: stateOf(room.room, { guests: { ...letIn, until: null, repositories: [], clones: 0 } }),
    ui: { ...at(room.harbour), overlay: { kind: 'guests' } },
  },
  'this-computer-guests': {
    state: stateOf(room.room, { guests: letIn }),
    ui: { ...at(room.harbour), overlay: { kind: 'this-computer' } },
  },
  'sharing-paused': {
    state: stateOf(room.room, { sharing: { state: 'paused', until: letIn.until } }),
    ui: at(room.harbour),
  },
  'pause-sharing': {
    state: ordinary,
    ui: { ...at(room.harbour), overlay: { kind: 'pause-sharing' } },
  },
  'pause-sharing-paused': {
    state: stateOf(room.room, { sharing: { state: 'paused', until: null } }),
    ui: { ...at(room.harbour), overlay: { kind: 'pause-sharing' } },
  },
  'connect-link': {
    state: stateOf({}),
    ui: { overlay: { kind: 'connect', address: '192.168.1.20:7654' } },
  },
  limits: { state: ordinary, ui: { ...at(room.harbour), overlay: { kind: 'limits' } } },
  'limits-set': {
    state: stateOf(room.room, { limits: someLimits }),
    ui: { ...at(room.harbour), overlay: { kind: 'limits' } },
  },
  'connect-invited': {
    state: ordinary,
    ui: { ...at(room.harbour), overlay: { kind: 'connect', address: inviteOf(1) } },
  },
  'connect-invite-past': {
    state: stateOf({}),
    ui: { overlay: { kind: 'connect', address: inviteOf(-1) } },
  },
  invite: {
    state: ordinary,
    ui: { ...at(room.harbour), overlay: { kind: 'invite' } },
    answers: { 'reach.invite': async () => ({ link: inviteOf(7) }) },
  },
  'invite-only-here': {
    state: ordinary,
    ui: { ...at(room.harbour), overlay: { kind: 'invite' } },
    answers: { 'reach.invite': async () => ({ link: inviteOf(7, false) }) },
  },
  connect: { state: stateOf({}), ui: { overlay: { kind: 'connect' } } },
  connecting: { state: stateOf({}, { self: null }), connection: 'connecting', since: 0 },
  'connection-lost': { state: ordinary, ui: at(room.harbour), connection: 'lost' },
  'engine-starting': { state: stateOf({}, { engine: 'starting' }), since: 0 },
  'engine-restarting': {
    state: stateOf(room.room, { engine: 'restarting' }),
    ui: at(room.harbour),
  },
  'engine-stopped': { state: stateOf(room.room, { engine: 'stopped' }), ui: at(room.harbour) },
  problems: {
    state: stateOf(room.room, {
      problems: {
        git: {
          code: 'git-missing',
          sentence: 'git was not found. Install git 2.38 or later, then start Shoal again.',
        },
        port: {
          code: 'port-busy',
          sentence: 'Port 7654 is in use by another program, so teammates cannot reach you.',
        },
      },
    }),
    ui: at(room.harbour),
  },
  demo: { state: stateOf(room.room, { demo: 'running' }), ui: at(room.harbour) },
  'demo-ending': { state: stateOf(room.room, { demo: 'ending' }), ui: at(room.harbour) },
  'demo-starting': { state: stateOf({}, { demo: 'starting' }) },
  notice: {
    state: ordinary,
    ui: at(room.harbour),
    notices: [
      'Nothing answers at 192.168.1.20:7654. Check the address, and that Shoal runs there.',
    ],
  },
};
