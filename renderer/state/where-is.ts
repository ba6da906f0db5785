import type { Place } from '../../shared/domain/places.ts';
import type { UiModel } from './ui-store.ts';

/** What the window shows of a place. */
export function whereIs(place: Place): Partial<UiModel> {
  const anew = { opened: false, overlay: null, search: '' } as const;
  switch (place.to) {
    case 'swarm':
    case 'peer':
      return {
        ...anew,
        screen: 'nearby',
        nearby: { kind: place.to, id: place.id } as UiModel['nearby'],
        opened: true,
      };
    case 'search':
      return { ...anew, screen: 'nearby', search: place.words };
    case 'connect':
      return { ...anew, overlay: { kind: 'connect', address: place.address } };
    case 'doctor':
      return { ...anew, screen: 'doctor', doctorAbout: null };
    case 'nearby':
    case 'room':
    case 'transfers':
    case 'activity':
    case 'settings':
      return { ...anew, screen: place.to };
  }
}
