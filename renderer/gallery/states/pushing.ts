import type { DepotLook } from '../../../shared/api/depot-look-contract.ts';
import type { AppState } from '../../../shared/api/state.ts';
import type { Alternative } from '../../../shared/api/swarm-state.ts';
import { RemoteError } from '../../../shared/errors.ts';
import type { DepotPart, UiModel } from '../../state/ui-store.ts';
import type { Answers } from '../fake-host.ts';
import * as fixture from '../fixtures/depot.ts';
import { anchovy, depot, self } from '../fixtures/people.ts';
import { has, head, project, repositoryId, swarmId } from '../fixtures/projects.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import { at, type GalleryState } from './picture.ts';

const copy = room.harbourCopy;

const taking = (peer: typeof depot, entries: number) => ({
  ...has(peer, [head([copy.id], { name: 'main', subject: 'Draw the piers' })]),
  pushes: { owner: anchovy.id, entries },
});
const second = { ...depot, id: anchovy.id, name: 'Second depot' };

const roomWith = (
  alternatives: readonly Alternative[],
  people: readonly (typeof depot)[] = [depot],
  more: Partial<AppState> = {},
) =>
  stateOf(
    {
      ...room.room,
      peers: [...room.people.filter(({ id }) => id !== people[1]?.id), ...people],
      swarms: [project(1, 'harbour-map', 'The harbour, to the last pier', [copy], alternatives)],
    },
    more,
  );

const swarm = swarmId(1);
const atHarbour = taking(depot, 7);
const state = roomWith([atHarbour]);
const harbours = { peer: depot.id, copy: atHarbour.repository, owner: anchovy.id };
/** The same depot keeps the project for me, too. */
const mine = { ...taking(depot, 2), repository: repositoryId(91) };

const opened = (
  part: DepotPart,
  answers: Answers,
  ui: Partial<UiModel> = {},
  shown = state,
): GalleryState => ({
  state: shown,
  ui: {
    ...at({ id: swarm }),
    depot: { repository: copy.id, depot: harbours, part, asked: 0 },
    ...ui,
  },
  answers,
});

const look = (more: Partial<DepotLook> = {}): Answers => ({
  'depot.look': async () => fixture.lookOf(more),
});
const log = (more: Parameters<typeof fixture.logOf>[0] = {}): Answers => ({
  'depot.log': async () => fixture.logOf(more),
});
const rights = (role: ReturnType<typeof fixture.rolesWith>[number]['role'], expires?: number) =>
  ({ state: 'role', role, expires: expires ?? null }) as const;
const none = (code: string) => ({
  ...{ rights: { state: 'none' as const, code, sentence: 'No role.' }, branches: [] },
});
const fails = (code: string, sentence: string) => () =>
  Promise.reject(new RemoteError(code, sentence, true));

const hides = (entries: number) => ({
  code: 'depot-rolled-back',
  sentence: `Harbour depot hides pushes to this project: it shows ${entries} signed entries, and there were 7 on 2026-11-28 14:10. Nothing is taken from it. Ask whoever runs it; if they have begun anew, \`shoal depot log --accept\` takes that as it is.`,
});
const lies = fails('depot-rolled-back', hides(4).sentence);
const silence = fails('depot-rolled-back', hides(0).sentence);
/** A copy as anybody has one: as if nobody had ever pushed to it. */
const silent = has(depot, [head([copy.id], { name: 'main', subject: 'Draw the piers' })]);
const told = roomWith([silent], [depot], {
  problems: { depots: { ...hides(0), depot: { swarm, peer: depot.id, copy: silent.repository } } },
});
const dialog = (overlay: UiModel['overlay']) => ({ overlay });
const where = { swarm, depot: depot.id, copy: atHarbour.repository };
const grant = { kind: 'grant', ...where, project: 'harbour-map', isOwner: true } as const;
const [, , holder] = fixture.rolesWith(fixture.owner);
if (holder === undefined) throw new Error('somebody has to have a role');

const pushed = (status: 'moved' | 'fetch-first') => async () => ({
  depot: { id: depot.id, name: depot.name },
  refs: [
    status === 'moved'
      ? { ref: 'refs/heads/main', status, old: null, new: fixture.ahead.oid, forced: false }
      : { ref: 'refs/heads/main', status: 'rejected', why: { code: status } },
  ],
  seq: 8,
});

/** The button was pressed. */
const begun = (answers: Answers): GalleryState => ({
  ...opened('push', answers),
  pressed: { name: 'Push 3 commits of main', german: '3 Commits von main', by: 'click' },
});

export const pushing: Record<string, GalleryState> = {
  'swarm-to-push': { state, ui: at({ id: swarm }) },
  push: opened('push', { ...look(), ...log(), 'depot.push': pushed('moved') }),
  'push-done': begun({ ...look(), ...log(), 'depot.push': pushed('moved') }),
  'push-too-late': begun({ ...look(), 'depot.push': pushed('fetch-first') }),
  'push-under-way': begun(look()),
  'push-maintainer': opened('push', look({ rights: rights(fixture.maintainer, 1_800_000_000) })),
  'push-contributor': opened(
    'push',
    look({ rights: rights(fixture.contributor), branches: fixture.toOwnPlace, more: 120 }),
  ),
  'push-begins': opened('push', look({ entries: 0, owner: { id: self.id, name: self.name } })),
  'push-nothing': opened('push', look({ branches: [] })),
  'push-no-role': opened('push', look(none('no-role'))),
  'push-role-revoked': opened('push', look(none('role-revoked'))),
  'push-role-expired': opened('push', look(none('role-expired'))),
  'push-asking': opened('push', {}),
  'push-failed': opened('push', {
    'depot.look': fails('peer-gone', 'Harbour depot could not answer. Try again in a moment.'),
  }),
  'push-alarm': opened('push', { 'depot.look': lies }),
  'push-silent': opened('push', { 'depot.look': silence }, {}, told),
  'push-takes-none': opened('push', {}, {}, roomWith([silent])),
  'problems-depot': {
    state: told,
    ui: at({ id: swarm }),
    answers: { ...log({ entries: [] }), 'depot.look': silence },
  },
  'push-accept': opened('log', { 'depot.log': lies }, dialog({ kind: 'accept-story', ...where })),
  'push-two-depots': opened(
    'push',
    look(),
    {},
    roomWith([taking(depot, 7), taking(second, 6)], [depot, second]),
  ),
  'push-two-copies': opened(
    'push',
    { ...look(), ...log() },
    {},
    roomWith([atHarbour, { ...mine, pushes: { owner: self.id, entries: 2 } }]),
  ),
  'push-no-depot': opened(
    'push',
    {},
    { depot: { repository: copy.id, depot: null, part: 'push', asked: 0 } },
    roomWith([]),
  ),
  'push-depot-away': opened(
    'push',
    {},
    {},
    roomWith([], [{ ...depot, presence: { state: 'left', at: Date.now() - 60_000 } }]),
  ),
  'depot-roles': opened('roles', log()),
  'depot-roles-contributor': opened(
    'roles',
    log({ roles: fixture.rolesWith(fixture.contributor) }),
  ),
  'depot-roles-none': opened('roles', log({ entries: [], roles: [] })),
  'depot-roles-begin': opened(
    'roles',
    log({ entries: [], roles: [], owner: { id: self.id, name: self.name } }),
  ),
  'depot-grant': opened('roles', log(), dialog({ ...grant, holders: [anchovy.id, self.id] })),
  'depot-grant-another': opened(
    'roles',
    log(),
    dialog({ ...grant, holders: Object.values(state.peers).map(({ id }) => id) }),
  ),
  'depot-revoke': opened('roles', log(), dialog({ kind: 'revoke', ...where, holder })),
  'depot-log': opened(
    'log',
    log({ others: [{ id: anchovy.id, name: 'Second depot', entries: 6, problem: null }] }),
  ),
  'depot-log-alarm': opened(
    'log',
    log({
      others: [
        {
          ...{ id: anchovy.id, name: 'Second depot', entries: 6 },
          problem:
            'Harbour depot and Second depot tell different stories of this project: from entry 5 on, their chains of pushes are not the same.',
        },
      ],
    }),
  ),
  'depot-log-empty': opened('log', log({ entries: [], roles: [] })),
  kept: {
    state: roomWith([taking(depot, 7)], [depot], { depot: fixture.kept }),
    ui: { screen: 'kept' },
  },
  'kept-nothing': {
    state: roomWith([taking(depot, 7)], [depot], {
      depot: {
        ...{ state: 'on', directory: '/srv/shoal/depot', mirrors: [], projects: [] },
        ...{ quota: null, used: 0 },
      },
    }),
    ui: { screen: 'kept' },
  },
};
