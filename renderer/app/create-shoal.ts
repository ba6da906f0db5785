import type { Caller } from '../../shared/api/contract.ts';
import type { HostContract } from '../../shared/api/host-contract.ts';
import type { HostListener } from '../connection/session.ts';
import { Actions } from '../state/actions.ts';
import { type AppStore, createAppStore } from '../state/app-store.ts';
import { Contents } from '../state/contents.ts';
import { Depots } from '../state/depots.ts';
import { Heads } from '../state/heads.ts';
import { createHueStore } from '../state/hue-store.ts';
import { createListStore } from '../state/lists/list-store.ts';
import { createNoticeQueue, notify } from '../state/notices.ts';
import { createRateStore, type RateStore } from '../state/rate-store.ts';
import type { Shoal } from '../state/shoal.ts';
import { createSpeedStore, type SpeedStore } from '../state/speed-store.ts';
import { createUiStore, type UiModel } from '../state/ui-store.ts';
import { nearbyOrder } from '../view/order/nearby-list.ts';
import { openableOrder } from '../view/order/openable-list.ts';
import { peopleOrder } from '../view/order/people-list.ts';

interface Options {
  /** The path of a dropped file, where the page may know it. */
  readonly pathOf?: (file: File) => string;
  readonly ui?: Partial<UiModel>;
  /** Measures the transfers of `app`, unless something else tells how fast they are. */
  readonly speeds?: (app: AppStore) => SpeedStore;
  /** Measures with whom bytes move, unless something else tells. */
  readonly rates?: (app: AppStore) => RateStore;
}

/** The stores of one window, and what can be done in it by way of `connect`'s caller. */
export function createShoal(
  connect: (app: AppStore, listener: HostListener) => Caller<HostContract>,
  { pathOf, ui: place, speeds = createSpeedStore, rates = createRateStore }: Options = {},
): Shoal {
  const app = createAppStore();
  const ui = createUiStore(place);
  const notices = createNoticeQueue();
  const caller = connect(app, {
    news: (news) => notify(notices, news),
    showNews: (head) => heads.showNews(head),
    show: (place) => actions.show(place),
  });
  const actions: Actions = new Actions(caller, app, ui, (sentence) => notify(notices, sentence));
  const heads: Heads = new Heads(actions, ui);
  return {
    app,
    ui,
    speeds: speeds(app),
    rates: rates(app),
    hues: createHueStore(app),
    lists: {
      projects: createListStore(app, ({ swarms }) => swarms, nearbyOrder()),
      people: createListStore(app, ({ peers }) => peers, peopleOrder()),
      openable: createListStore(app, ({ swarms }) => swarms, openableOrder()),
    },
    notices,
    actions,
    heads,
    contents: new Contents(ui),
    depots: new Depots(ui),
    pathOf: pathOf ?? null,
  };
}
