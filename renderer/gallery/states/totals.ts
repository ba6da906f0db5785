import { history, noHistory, rates } from '../fixtures/history.ts';
import { type GalleryState, ordinary } from './picture.ts';

const ui = { screen: 'activity', activity: 'totals' } as const;

export const totals: Record<string, GalleryState> = {
  totals: { state: ordinary, ui, answers: { 'history.get': async () => history } },
  'totals-moving': {
    state: ordinary,
    ui,
    answers: { 'history.get': async () => history },
    rates: rates,
  },
  'totals-empty': { state: ordinary, ui, answers: { 'history.get': async () => noHistory } },
};
