import { rates } from '../fixtures/history.ts';
import { answers, evenings, forty } from '../fixtures/open-room.ts';
import type { GalleryState } from './picture.ts';

const ui = { screen: 'room' } as const;
const projector = { ...ui, overlay: { kind: 'projector' } } as const;

export const openRoom: Record<string, GalleryState> = {
  'room-off': { state: evenings.off, ui },
  'room-off-nothing': { state: evenings.nothing, ui },
  'room-on': { state: evenings.on, ui, answers: answers.on },
  'room-moving': { state: evenings.on, ui, answers: answers.on, rates },
  'room-nobody': { state: evenings.nobody, ui, answers: answers.nobody },
  'room-of-others': { state: evenings.others, ui, answers: answers.unasked },
  'room-forty': { state: forty.state, ui, answers: forty.answers },
  'repositories-in-room': { state: evenings.on, ui: { screen: 'repositories' } },
  projector: { state: evenings.on, ui: projector, answers: answers.on },
  'projector-forty': { state: forty.state, ui: projector, answers: forty.answers },
  'projector-empty': { state: evenings.off, ui: projector },
};
